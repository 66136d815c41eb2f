-- What a machine was inside when it came and went, so that `whois --at` finds private addresses and MACs, and what
-- `history` looks for.

ALTER TABLE event ADD COLUMN private_address INTEGER;
ALTER TABLE event ADD COLUMN private_mac INTEGER;

-- Of machines that are still there it is known.
UPDATE event SET (private_address, private_mac) = (
    SELECT private_address, private_mac FROM alias JOIN machine ON machine.id = alias.machine
    WHERE alias.name = event.alias
)
WHERE kind = 'machine.added' AND alias IS NOT NULL;

UPDATE event SET (private_address, private_mac) = (
    SELECT private_address, private_mac FROM environment JOIN machine ON machine.environment = environment.id
    WHERE environment.name = event.environment AND machine.name = event.machine
)
WHERE kind = 'machine.added' AND alias IS NULL;

CREATE INDEX event_by_private_address ON event (private_address) WHERE private_address IS NOT NULL;
CREATE INDEX event_by_private_mac ON event (private_mac) WHERE private_mac IS NOT NULL;

-- The other side of a conflict.
CREATE INDEX event_by_other_mac ON event (other_mac) WHERE other_mac IS NOT NULL;
CREATE INDEX event_by_other_environment ON event (other_environment) WHERE other_environment IS NOT NULL;

-- Names that came, changed and went: a handful among the many leases of an environment.
CREATE INDEX event_of_names ON event (environment, machine) WHERE substr(kind, 1, 4) IN ('envi', 'mach');
