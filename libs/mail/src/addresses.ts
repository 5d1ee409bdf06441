/** The characters of a local part without quotes (RFC 5321 section 4.1.2), also outside ASCII (RFC 6531). */
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\ud7ff\\ue000-\\uffff-]+";
const LETTER = 'A-Za-z0-9\\u0080-\\ud7ff\\ue000-\\uffff';
const LABEL = `[${LETTER}](?:[${LETTER}-]{0,61}[${LETTER}])?`;

/** A domain name. Address literals have no place here: an allow list of domains could not judge them. */
export const DOMAIN = `^${LABEL}(?:\\.${LABEL})*$`;
/** An address with no characters that could end it in a header or a command. */
export const ADDRESS = `^${ATOM}(?:\\.${ATOM})*@${LABEL}(?:\\.${LABEL})*$`;

const address = new RegExp(ADDRESS, 'u');
const MAX_LENGTH = 254;

export const isMailAddress = (text: string): boolean => text.length <= MAX_LENGTH && address.test(text);

export const domainOf = (mailAddress: string): string => mailAddress.slice(mailAddress.lastIndexOf('@') + 1).toLowerCase();

/** Returns an address for messages and logs, which only people who know it can complete. */
export const maskAddress = (mailAddress: string): string => `${mailAddress.slice(0, 1)}…@${domainOf(mailAddress)}`;

/** Returns the recipients whose domains the operator has not allowed. */
export const findForeignRecipients = (
  recipients: readonly string[],
  { domains }: { readonly domains?: readonly string[] | undefined },
): readonly string[] => {
  const allowed = domains?.map((domain) => domain.toLowerCase());
  return allowed === undefined ? [] : recipients.filter((recipient) => !allowed.includes(domainOf(recipient)));
};
