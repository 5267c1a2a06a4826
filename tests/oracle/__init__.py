"""Independent judges: engines that are not kpixl recalculate a real workbook and say what its cells show.

`FormualizerJudge` and `IronCalcJudge` are quick and need only their packages; `LibreOfficeJudge` needs an
installed LibreOffice, and can also save a workbook again in other formats. All three share one interface,
`Judge`; the fixtures `formualizer_judge`, `ironcalc_judge` and `libreoffice_judge` hand them to tests.
"""

from tests.oracle.formualizer_judge import FormualizerJudge
from tests.oracle.ironcalc_judge import IronCalcJudge
from tests.oracle.judge import Address, Book, Edit, Judge, Value
from tests.oracle.libreoffice_judge import LibreOfficeJudge

__all__ = [
    "Address",
    "Book",
    "Edit",
    "FormualizerJudge",
    "IronCalcJudge",
    "Judge",
    "LibreOfficeJudge",
    "Value",
]
