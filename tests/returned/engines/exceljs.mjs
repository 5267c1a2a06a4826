// Reads a workbook with ExcelJS, types into cells, and writes it again.
// node exceljs.mjs SOURCE OUT [CELLS]: CELLS is JSON such as {"001 周小舟": {"M11": 95}}; {"date": "2026-11-28"} is a date.
import ExcelJS from 'exceljs';

const [source, out, cells = '{}'] = process.argv.slice(2);
const book = new ExcelJS.Workbook();
await book.xlsx.readFile(source);
for (const [name, typed] of Object.entries(JSON.parse(cells))) {
  const sheet = book.getWorksheet(name);
  for (const [address, value] of Object.entries(typed)) {
    sheet.getCell(address).value = value?.date ? new Date(`${value.date}T00:00:00Z`) : value;
  }
}
await book.xlsx.writeFile(out);
