import { toPrintableLine } from './printable-line.js';

/** Names that programs give to documents without a title, in whole. */
const PLACEHOLDERS = [
  // A new document: "Untitled-1", "Document3", "Mappe1", "Dokument ohne Titel".
  String.raw`(?:untitled|unnamed|no title|title|new|blank|empty)(?: (?:document|page|presentation|spreadsheet|form|design))?[\s(_-]*\d*\)?`,
  String.raw`(?:document|dokument|documento|doc|presentation|präsentation|présentation|presentación|book|workbook|mappe|classeur|libro|slide|folie|drawing|zeichnung|dessin|layout|page|seite|publication|form)[\s_-]*\d*`,
  String.raw`powerpoint[- ](?:presentation|präsentation)|présentation powerpoint|presentación de powerpoint|(?:full page photo|test ?page|template|default|null|undefined|none|n\/a|pdf|print|printing|drucken|imprimer|imprimir|output|temp|tmp)`,
  String.raw`(?:unbenannt|ohne titel|namenlos|sans titre|sans nom|sin título|sin nombre|senza titolo|sem título|naamloos|bez tytułu|без имени|без названия|без назви|(?:neues )?dokument ohne titel|document sans titre|документ)[\s(_-]*\d*\)?`,
  // A scanner or camera: "Scan_20240301", "IMG_1234", "Scanned Document".
  String.raw`(?:scan(?:ned)?|scanned (?:document|image|from .*)|scan from .*|img|image|bild|foto|photo|dsc|dscn|fax|numérisation|escaneo|digitalização)[\s_\d-]*`,
  // A printer driver or converter.
  String.raw`remote desktop redirected printer doc|local downlevel document|pscript\d?\.dll.*|[\p{L}\d .®™-]{0,24}(?:print(?:er)? driver|print to pdf|pdf ?writer|pdf ?creator|pdf ?printer|acrobat distiller|cutepdf|dopdf|ghostscript|wkhtmltopdf|postscript(?: file)?|pcl ?\d)[\s\d.v]*`,
  // A program and the name of its file.
  String.raw`(?:microsoft|ms) (?:office )?(?:word|excel|powerpoint|outlook|publisher|visio|access|onenote|edge)(?: (?:document|dokument))?(?:\s*[-–—:].*)?`,
  String.raw`.*\.(?:docx?|docm|dotx?|xlsx?|xlsm|csv|pptx?|ppsx?|pdf|od[tsp]|pages|numbers|key|indd|qxd|pub|vsdx?|ai|psd|eps|ps|tex|dvi|html?|xhtml|php|aspx?|jsp|xml|txt|rtf|eml|msg|jpe?g|png|tiff?|gif|bmp|tmp|tpl|rpt)`,
  // An address or path.
  String.raw`(?:about|data|blob|file|https?|ftp|chrome|edge|view-source|javascript):\S*|www\.\S+|[a-z]:[\\/].*|\\\\.*|[~.]{0,2}\/(?:\S*\/)?\S*`,
  // An identifier, or nothing with a letter.
  String.raw`\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?|[^\p{L}]*`,
];
const PLACEHOLDER = new RegExp(`^[\\s"'([{<«]*(?:${PLACEHOLDERS.map((each) => `(?:${each})`).join('|')})[\\s"')\\]}>».]*$`, 'iu');

/**
 * Returns the title that a file gives itself, in one line. Returns `undefined` for what programs write if nobody has named the
 * document: `about:blank`, `Microsoft Word - x.doc`, `Untitled`, a file name, a path, the name of a printer driver.
 */
export function parseOwnTitle(text: string | undefined, longest: number): string | undefined {
  const title = toPrintableLine(text, longest);
  return title === undefined || PLACEHOLDER.test(title) ? undefined : title;
}
