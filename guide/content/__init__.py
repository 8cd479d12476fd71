"""The words and lines of the guide: read from files, with their shape checked. Uses no Flask."""
