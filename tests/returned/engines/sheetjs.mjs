// Reads a workbook with SheetJS, types into cells, and writes it again in the format that the name of OUT says.
// node sheetjs.mjs SOURCE OUT [CELLS]: CELLS is JSON such as {"001 周小舟": {"M11": 95}}.
import XLSX from 'xlsx';

const [source, out, cells = '{}'] = process.argv.slice(2);
const book = XLSX.readFile(source, { cellFormula: true, cellStyles: true, cellNF: true });
for (const [name, typed] of Object.entries(JSON.parse(cells))) {
  for (const [address, value] of Object.entries(typed)) {
    XLSX.utils.sheet_add_aoa(book.Sheets[name], [[value]], { origin: address });
  }
}
XLSX.writeFile(book, out, { compression: true });
