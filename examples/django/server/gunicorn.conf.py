"""How gunicorn runs; where it listens and where it writes comes with the command."""

wsgi_app = "backend.wsgi"
workers = 2
# Load the application once, in the parent, so that a mistake in the settings is reported once and not by each worker.
preload_app = True
# nginx logs the time and the client; this log shows what reached Django. It has no headers or queries, which may hold tokens.
access_log_format = "%(m)s %(U)s %(s)s"
control_socket_disable = True
