"""One window of a home takes the links that are opened elsewhere: it is rung at, instead of another window being opened."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1000
_MOST = 4096


def ring(home: Path, link: str) -> bool:
    """Give a link to the window of this home that listens; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(link.encode()[:_MOST])
    socket.flush()
    is_told = not socket.bytesToWrite() or socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    return is_told


class Doorbell(QObject):
    """Listens for the windows of a home, unless another one does; ``rung`` is emitted with the link."""

    rung = Signal(str)

    def __init__(self, home: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._open)
        name = _name(home)
        if not _answers(name):
            QLocalServer.removeServer(name)  # what a killed window has left
            self._server.listen(name)

    @property
    def listens(self) -> bool:
        """False where another window of the home is the one that is rung at."""
        return self._server.isListening()

    def _open(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(lambda: self._take(socket))

    def _take(self, socket: QLocalSocket) -> None:
        link = bytes(socket.read(_MOST).data()).decode("utf-8", "replace")
        socket.deleteLater()
        if link:
            self.rung.emit(link)


def _name(home: Path) -> str:
    return f"etl-console-{hashlib.sha256(str(home).encode()).hexdigest()[:16]}"


def _answers(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket.waitForConnected(_PATIENCE_MS)
