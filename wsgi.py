"""The application that a WSGI server serves. It does not start with wrong settings or content."""

import sys

from guide import ContentError, Settings, SettingsError, create_app

try:
    settings = Settings.read()
    app = create_app(settings)
except (ContentError, SettingsError) as error:
    raise SystemExit(f"The guide does not start.\n{error}") from None

print(settings.notice, file=sys.stderr)
