import { findFirstDay } from '../text/dates.js';
import { isGreeting, isHead, isPageNumber } from '../text/letterhead.js';

/** The characters that are searched for a title, and the maximum length of each line. */
const LOOKED_AT = 100_000;
const LONGEST_LINE = 1_000;
/** A line with fewer letters is a number, a stamp or an initial. */
const FEWEST_LETTERS = 4;
/** The lines at the beginning that may hold a letterhead and an address. */
const HEAD_LINES = 16;
const FARTHEST = 3;

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

/** The rest of such a line is the subject of the document. */
const SUBJECT = /^(?:re|subject|betreff|betr\.|objet|asunto|oggetto|assunto|onderwerp|dotyczy|тема)\s*:\s*(\S.*)$/iu;

/** Lines that begin with the kind of document, such as "Invoice". */
const KIND =
  /^(?:(?:tax|sales|proforma|credit|delivery|annual|monthly|final|purchase)\s+)?(?:invoice|receipt|statement|contract|agreement|report|order|quotation|quote|offer|reminder|notice|certificate|minutes|memo(?:randum)?|application|policy|confirmation|delivery note|credit note|rechnung|quittung|vertrag|angebot|bescheid|mahnung|bericht|lieferschein|kontoauszug|bestätigung|kündigung|protokoll|facture|reçu|contrat|devis|rapport|relevé|attestation|factura|recibo|contrato|presupuesto|informe|fattura|ricevuta|contratto|preventivo|fatura|factuur|offerte|overeenkomst|faktura|umowa|paragon|oferta|счёт|счет|договор|акт|накладная|квитанция|отчёт|отчет|справка|рахунок|договір|звіт)(?![\p{L}])/iu;

export const namesKind = (title: string): boolean => KIND.test(title);

/** Returns true for a line with a date and little else: "London, 3 March 2024". */
const isDated = (line: string): boolean => findFirstDay(line) !== undefined && lettersIn(line) <= 30;

/** Returns the index after the last line of the letterhead; 0 if there is none. */
function findHeadEnd(lines: readonly string[]): number {
  let end = 0;
  for (const [index, line] of lines.slice(0, HEAD_LINES).entries())
    if (isHead(line) && (index === 0 || index - end <= FARTHEST)) end = index + 1;
  return end;
}

/**
 * Returns the title line: the subject, else the first line near the beginning that names a kind of document, else the first
 * line after letterhead, date and greeting. Returns `undefined` if there is none: a company's name is no title.
 */
export function findTitleLine(text: string): string | undefined {
  const lines = text
    .slice(0, LOOKED_AT)
    .split('\n')
    .map((line) => line.slice(0, LONGEST_LINE).trim())
    .filter((line) => lettersIn(line) >= FEWEST_LETTERS);
  const beginning = lines.slice(0, 2 * HEAD_LINES);
  const subject = beginning.flatMap((line) => SUBJECT.exec(line)?.[1] ?? []).find((line) => lettersIn(line) >= FEWEST_LETTERS);
  return (
    subject ??
    beginning.find((line) => KIND.test(line) && !isHead(line)) ??
    lines.slice(findHeadEnd(lines)).find((line) => !isHead(line) && !isDated(line) && !isGreeting(line) && !isPageNumber(line))
  );
}
