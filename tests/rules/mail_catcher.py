"""A mail server for tests: takes every mail on a port that the system chose, and keeps it."""
import contextlib
import email
import email.policy
import socketserver
import threading


class Catcher(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.lock = threading.Lock()
        self.mails = []
        self.address = f"127.0.0.1:{self.server_address[1]}"

    def to(self, recipient):
        """The mails to an address so far, oldest first."""
        with self.lock:
            return [mail for mail in self.mails if mail["To"] == recipient]


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as Alertmanager speaks without TLS."""

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        # Alertmanager may be stopped in the middle of a word.
        with contextlib.suppress(ConnectionError):
            self.converse()

    def converse(self):
        self.say("220 test")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"DATA":
                self.say("354 go on")
                self.keep()
                self.say("250 kept")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 test")

    def keep(self):
        body = b""
        while (line := self.rfile.readline()) != b".\r\n":
            body += line[1:] if line.startswith(b"..") else line
        mail = email.message_from_bytes(body, policy=email.policy.default)
        with self.server.lock:
            self.server.mails.append(mail)


@contextlib.contextmanager
def running_catcher():
    catcher = Catcher()
    thread = threading.Thread(target=catcher.serve_forever)
    thread.start()
    try:
        yield catcher
    finally:
        catcher.shutdown()
        thread.join()
        catcher.server_close()
