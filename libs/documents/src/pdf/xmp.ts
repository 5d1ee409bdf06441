import type { PdfMetadata } from './embed-tasks.js';

/** Characters that XML cannot hold, even escaped. */
const NOT_XML = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Cs}/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text.replaceAll(NOT_XML, ' ').replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

const alternatives = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt></${name}>`;
const list = (name: string, kind: 'Bag' | 'Seq', items: readonly string[]): string =>
  items.length === 0
    ? ''
    : `<${name}><rdf:${kind}>${items.map((item) => `<rdf:li>${escaped(item)}</rdf:li>`).join('')}</rdf:${kind}></${name}>`;
const one = (name: string, text: string | undefined): string => (text === undefined ? '' : `<${name}>${escaped(text)}</${name}>`);
const optional = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

export const PRODUCER = 'Throughline';

/** Builds the XMP packet, which readers prefer to the old info dictionary of a PDF. */
export function buildXmpPacket(described: PdfMetadata, changedAt: string): string {
  const { title, author, subject, keywords = [], language, date } = described;
  const members = [
    alternatives('dc:title', title),
    list('dc:creator', 'Seq', optional(author)),
    alternatives('dc:description', subject),
    list('dc:subject', 'Bag', keywords),
    list('dc:language', 'Bag', optional(language)),
    list('dc:date', 'Seq', optional(date)),
    one('pdf:Keywords', keywords.length === 0 ? undefined : keywords.join(', ')),
    one('pdf:Producer', PRODUCER),
    one('xmp:ModifyDate', changedAt),
    one('xmp:MetadataDate', changedAt),
  ];
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">',
    ...members.filter((member) => member !== ''),
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n');
}
