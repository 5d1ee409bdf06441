import { parseOwnTitle } from './own-title.js';

describe('parseOwnTitle', () => {
  it.each([
    'about:blank',
    'Microsoft Word - x.doc',
    'Microsoft Word - Annual report',
    'Microsoft Office Word Document',
    'Microsoft PowerPoint - Slides',
    'untitled',
    '(Untitled)',
    'Untitled-2',
    'Unbenannt 1',
    'Dokument ohne Titel',
    'Sans titre',
    'Без имени',
    'Document1',
    'Dokument3',
    'Mappe1',
    'PowerPoint Presentation',
    'PowerPoint-Präsentation',
    'C:\\Users\\ann\\report.txt',
    '\\\\server\\share\\letter',
    '/home/ann/letter',
    'file:///tmp/a%20b',
    'https://shop.example/invoice?id=4',
    'invoice_4711.pdf',
    'Letter to the bank.docx',
    'Scan_20240301-001',
    'Scanned Document',
    'IMG_0042',
    'PScript5.dll Version 5.2.2',
    'Remote Desktop Redirected Printer Doc',
    'Microsoft Print to PDF',
    'Acrobat Distiller 9.0',
    '3F2504E0-4F89-11D3-9A0C-0305E82C3301',
    '00023451',
    ' - ',
    undefined,
  ])('refuses what programs write: %s', (title) => {
    expect(parseOwnTitle(title, 120)).toBeUndefined();
  });

  it.each([
    'Invoice 4711',
    'Document of understanding',
    'Untitled: a novel',
    'Scanning the horizon',
    'Page layout for beginners',
    'How Microsoft Word changed writing',
    'A guide to print drivers and queues',
    'Договор 12',
    '9 to 5',
    'Book 1: The fellowship',
    'Print culture',
  ])('keeps a title: %s', (title) => {
    expect(parseOwnTitle(title, 120)).toBe(title);
  });

  it('returns one line of the given length', () => {
    expect(parseOwnTitle(' Annual\n report ', 10)).toBe('Annual rep');
  });
});
