"""The application that a WSGI server serves. It does not start with wrong settings or content."""

from guide import ContentError, SettingsError, create_app

try:
    app = create_app()
except (ContentError, SettingsError, OSError) as error:
    raise SystemExit(f"The guide does not start.\n{error}") from None
