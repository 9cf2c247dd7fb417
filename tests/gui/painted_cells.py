"""What a table has on its viewport, held cell by cell against what its delegates paint alone."""

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView


def paint_once(table: QTableView, scale: float = 1.0) -> QImage:
    """Paint the viewport once, as it stands; nothing that waits in the event loop is done before."""
    view = table.viewport()
    image = QImage(view.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    # No colour of any theme.
    image.fill(0xFF12FE)
    view.render(image)
    return image


def cells_in_sight(table: QTableView) -> list[QModelIndex]:
    """List the cells that are to be seen from edge to edge."""
    whole, model = table.viewport().rect(), table.model()
    columns = [column for column in range(model.columnCount()) if not table.isColumnHidden(column)]
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in columns]
    return [cell for cell in cells if whole.contains(table.visualRect(cell))]


def alone(table: QTableView, cell: QModelIndex, scale: float = 1.0) -> QImage:
    """Let a delegate paint a cell into an image of its own, as if it had painted none before."""
    delegate, size = table.itemDelegateForIndex(cell), table.visualRect(cell).size()
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.rect = QRect(0, 0, size.width(), size.height())
    option.state &= ~QStyle.StateFlag.State_HasFocus
    if table.selectionModel().isSelected(cell):
        option.state |= QStyle.StateFlag.State_Selected
    if table.hasFocus() and table.currentIndex() == cell:
        option.state |= QStyle.StateFlag.State_HasFocus
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(0x34FE12)
    painter = QPainter(image)
    painter.drawPixmap(0, 0, delegate.draw(option, cell, scale))
    painter.end()
    return image


def wrong_cells(table: QTableView, scale: float = 1.0) -> list[tuple[int, int]]:
    """List row and column of the cells that do not look as they do alone, after one painting of the viewport."""
    painted, cells = paint_once(table, scale), cells_in_sight(table)
    assert cells
    wrong = []
    for cell in cells:
        place = table.visualRect(cell)
        corner = place.topLeft() * scale
        found = painted.copy(QRect(corner, place.size() * scale))
        found.setDevicePixelRatio(1)
        expected = alone(table, cell, scale)
        expected.setDevicePixelRatio(1)
        if found != expected:
            wrong.append((cell.row(), cell.column()))
    return wrong
