"""How gunicorn runs; where it listens and where it writes comes with the command."""

wsgi_app = "backend.wsgi"
workers = 2
# The whole application once, in the parent: a mistake in the settings is told at once, and not by each worker.
preload_app = True
# nginx has the clock and the client; this is to show what reached Django. Neither headers nor queries: they may hold tokens.
access_log_format = "%(m)s %(U)s %(s)s"
control_socket_disable = True
