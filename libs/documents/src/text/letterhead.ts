/* Lines of a letterhead and of a letter's beginning, by their form. */

const LEGAL_FORM =
  /(?<![\p{L}])(?:ltd|limited|pty|inc|llc|llp|plc|corp|gmbh|mbh|ag|kg|ohg|e\.\s?[vk]|s\.\s?a|s\.\s?l(?:\.\s?[pu])?|eurl|sàrl|s\.\s?r\.\s?l|s\.\s?p\.\s?a|sarl|sas|b\.\s?v|n\.\s?v|sp\.\s?z\s?o\.\s?o|s\.\s?r\.\s?o|ооо|оао|зао|ао|тов)\.?(?:[\s,|•·&-]|$)/iu;

/** Legal forms that are words of a language in small letters. */
const CAPITAL_FORM = /(?<![\p{L}])(?:SA|SL|SLU|UG|SpA|Srl|Oy)(?![\p{L}])/u;

/** Parts of a letterhead: a street, postal code, telephone number, account or web address. */
const CONTACT: readonly RegExp[] = [
  /(?<![\p{L}])(?:phone|telephone|tel|fax|mobile|e-?mail|web|iban|bic|swift|vat|ust-?id|steuernummer|тел|факс|инн|кпп|огрн)(?![\p{L}])/iu,
  /\S@\S+\.\p{L}{2}|https?:\/\/|(?:^|\s)www\./u,
  /^(?:p\.\s?o\.\s?box|postfach)\b/iu,
  // A house number with a street, or a postal code with a city.
  /(?:street|st\.|road|rd\.|avenue|ave\.|lane|square|drive|blvd|straße|strasse|str\.|weg|platz|allee|gasse|rue|calle|via|ulica|ul\.|улица|ул\.|проспект)(?:[\s,]|$).*\d|\d.*(?:street|st\.|road|rd\.|avenue|ave\.|lane|square|drive|blvd|straße|strasse|rue|calle)(?:[\s,.]|$)|(?:straße|strasse|str\.|weg|platz|allee)\s+\d/iu,
  /^(?:[A-Z]{1,2}-)?\d{4,6}\s+\p{Lu}[\p{L}-]+(?:\s\p{L}[\p{L}-]*){0,2}$/u,
];

const GREETING =
  /^(?:dear|to whom|hello|sehr geehrte|liebe[rs]?|hallo|madame|monsieur|cher|chère|estimad[oa]|уважаем)(?![\p{L}])/iu;
const PAGE_NUMBER = /^(?:page|seite|página|pagina|strona|страница|стр\.)\s*\d/iu;

export const hasLegalForm = (line: string): boolean => LEGAL_FORM.test(line) || CAPITAL_FORM.test(line);
export const isContact = (line: string): boolean => CONTACT.some((form) => form.test(line));
/** Returns true for a line of a letterhead: a company, or how to reach it. */
export const isHead = (line: string): boolean => hasLegalForm(line) || isContact(line);
export const isGreeting = (line: string): boolean => GREETING.test(line);
export const isPageNumber = (line: string): boolean => PAGE_NUMBER.test(line);
