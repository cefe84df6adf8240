"""For WSGI servers: `gunicorn wsgi:app`."""

from journal.app import create_app
from journal.serving import settle_memory

app = create_app()
app.extensions["database"].check_ready()
settle_memory()
