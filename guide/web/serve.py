"""Serves the guide: `python -m guide.web.serve --port 8000`. See docs/decisions/0006 and 0020.

The application is made before the workers are forked. So they share its memory, they answer at
once, and one that was killed is soon replaced. Meanwhile this process makes every page; then new
workers, which share all pages, take the place of the first.
"""

import gc
import multiprocessing
import os
import signal
import socket
import sys
from contextlib import ExitStack
from importlib import import_module
from ipaddress import ip_address
from threading import Thread
from typing import Any

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer, WorkerProcess

from . import GuideApp

OPTIONS: dict[str, Any] = {
    "interface": Interfaces.WSGI,
    "http": HTTPModes.http1,
    "workers": 2,
    "blocking_threads": 2,  # one may wait for a slow form; more wait for each other
    "backlog": 4096,
    "backpressure": 4096,
    "http1_settings": HTTP1Settings(header_read_timeout=10_000),
    "respawn_failed_workers": True,
    "respawn_interval": 0.5,
    "workers_kill_timeout": 10,
    "log_level": LogLevels.warning,
}


class Preloaded(MPServer):
    """A server that makes an application's answers ahead, as soon as it serves."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__("", **OPTIONS, **options)
        self.app = app
        self.making = Thread(target=self._make_ahead, daemon=True)
        self.ended, self.alive = os.pipe()

    def in_worker(self) -> Any:
        """The application, for a worker that has just been forked. The worker ends with this
        process, even if that is killed: then the pipe between them closes.
        """
        os.close(self.alive)
        Thread(target=lambda: os.read(self.ended, 1) or os._exit(1), daemon=True).start()
        return self.app

    def _spawn_worker(self, *arguments: Any, **named: Any) -> WorkerProcess:
        """A worker for whose end one thread waits. Granian waits in two: the one that comes second
        may take a worker that has ended for one that does not want to, say so, and kill its number.
        """
        worker = super()._spawn_worker(*arguments, **named)
        watcher = Thread(target=worker._watcher)
        # Granian makes the worker itself, so a class of our own could not say this.
        worker._watch, worker.join = watcher.start, watcher.join  # type: ignore[method-assign]
        return worker

    def startup(self, *arguments: Any) -> None:
        super().startup(*arguments)  # type: ignore[no-untyped-call]  # Granian's own has no types
        if hasattr(self.app, "make_ahead"):
            self.making.start()
            self.on_reload(self.making.join)

    def _reload(self, *arguments: Any) -> None:
        super()._reload(*arguments)  # type: ignore[no-untyped-call]  # Granian's own has no types
        # Else, if a worker dies soon after, Granian decides that workers cannot start, and ends.
        self.respawned_wrks.clear()

    def _make_ahead(self) -> None:
        freeze()  # what was garbage at the start gives its memory to the pages
        self.app.make_ahead()
        freeze()
        self.signal_handler_reload()  # type: ignore[no-untyped-call]  # Granian's own has no types


def freeze() -> None:
    """Keep the garbage collector of the workers away from what they share: a page of memory that a
    worker changes is copied.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def only_server(host: str, port: int) -> socket.socket:
    """What proves that no other server has this port, while it is kept. Raises OSError if one has.

    Granian shares a port that is in use: then some visitors would get another guide's pages.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with ExitStack() as stack:
        proof = stack.enter_context(socket.socket(socket.AF_UNIX))
        if sys.platform == "linux":
            # Two that start in the same moment both find the port free, but only one gets this
            # name. It is free again when the process and its workers have ended.
            proof.bind(f"\0guide on port {port}")
        socket.create_server((host, port), family=family).close()
        stack.pop_all()
    return proof


def _apart() -> None:
    """In a worker that has just been forked: Ctrl-C is for the process that started it, which then
    ends it. That request counts from the beginning.
    """
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _address(_context: click.Context, _option: click.Parameter, host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        raise click.BadParameter(f"“{host}” is not an address such as 127.0.0.1") from None


@click.command()
@click.option("--host", default="127.0.0.1", callback=_address)
@click.option("--port", default=8000, type=click.IntRange(1, 65535))
@click.option("--app", default="wsgi:app", help="The WSGI application, as module:attribute.")
@click.option(
    "--stock", is_flag=True, help="Let each worker import the application, as Granian does."
)
def main(host: str, port: int, app: str, stock: bool) -> None:
    """Serve the guide until this process is stopped."""
    if stock:
        MPServer(app, address=host, port=port, **OPTIONS).serve()
        return
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    try:
        proof = only_server(host, port)
    except OSError as error:
        sys.exit(f"{place} cannot be served: {str(error.strerror).partition(' (')[0]}")
    multiprocessing.set_start_method("fork")
    module, _, attribute = app.partition(":")
    gc.disable()  # nearly all that is made now stays
    made = getattr(import_module(module), attribute)
    gc.freeze()
    gc.enable()
    if isinstance(made, GuideApp):
        click.echo(made.notice, err=True)
    click.echo(f"The guide is at http://{place} (Ctrl-C stops it).", err=True)
    os.register_at_fork(after_in_child=_apart)
    server = Preloaded(made, address=host, port=port)
    with proof:
        server.serve(target_loader=server.in_worker, wrap_loader=False)


if __name__ == "__main__":
    main()
