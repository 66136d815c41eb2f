"""The application in a guest: an HTTP service that says which machine of which clone it is."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Service:
    """Listens inside the guest's namespace; the thread that serves is ours."""

    def __init__(self, namespace, environment, machine):
        body = json.dumps({"environment": environment, "machine": machine}).encode()

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        with namespace.entered():
            self._server = ThreadingHTTPServer(("0.0.0.0", 80), Answer)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
