"""A lease that is bound is a name that is answered: no ACK reaches a machine before its alias has the address."""

from lab.storm import Storm

MACHINES = 200
SECONDS = 10


def test_every_ack_finds_its_alias_answering(served):
    words = [word for number in range(MACHINES) for word in ("--machine", f"m{number}")]
    machines = served.command.json("env", "create", "crowd", *words)["machines"]
    with Storm(served, machines, checks_names=True) as storm:
        storm.blow(SECONDS, rate=1000)
        storm.listen(0.5)
    print(f"\n{storm.checked} aliases asked for at once, {len(storm.exceptions)} exceptions")
    assert storm.exceptions == []
    assert storm.refusals == 0
    assert storm.checked == len(storm.promises) > MACHINES
