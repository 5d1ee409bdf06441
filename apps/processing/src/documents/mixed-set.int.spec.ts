import { testDepth } from '@throughline/contracts/testing';
import {
  brokenPdf,
  docx,
  docxBomb,
  encryptedPdf,
  miscountedPdf,
  mail,
  nestedMail,
  photo,
  plainZip,
  scanPdf,
  signedPdf,
  textPdf,
  whitePng,
} from '@throughline/documents/testing';
import { DocumentShop } from '../testing/document-shop.js';

// OCR takes a second a page, and much longer on a busy machine.
jest.setTimeout(180_000);

const HASHED = 'hash_file completed';
const RECORDED = [HASHED, 'create_file_record completed'];
const FILED = ['finalize_document_storage completed', 'send_to_all_destinations completed'];
const ALL_DONE = [
  ...RECORDED,
  'check_text completed',
  'extract_text completed',
  'extract_metadata_with_gpt completed',
  'embed_metadata_into_pdf completed',
  ...FILED,
];
const NOT_BEGUN = [
  'check_text',
  'extract_text',
  'extract_metadata_with_gpt',
  'embed_metadata_into_pdf',
  'finalize_document_storage',
  'send_to_all_destinations',
];
const lines = (text: string): Buffer => Buffer.from(text);

describe('a mixed set of documents', () => {
  let shop: DocumentShop;
  beforeAll(async () => {
    shop = await DocumentShop.open();
  });
  afterAll(() => shop.close());

  it('completes every step for a text PDF, with its text, title and date', async () => {
    const asset = await shop.bring(
      await textPdf([['Invoice 4711', 'Berlin, 3 March 2024', 'For one hundred red bricks']], 'A bill'),
    );
    expect(await shop.story(asset)).toEqual(ALL_DONE);
    expect(await shop.step(asset, 'check_text')).toMatchObject({ result: { text: 'layer', pages: 1 } });
    expect(await shop.step(asset, 'extract_text')).toMatchObject({
      result: { engine: 'text-layer', pages_ocr: 0 },
      details: { text: expect.stringContaining('one hundred red bricks') },
    });
    expect(await shop.step(asset, 'extract_metadata_with_gpt')).toMatchObject({
      result: { engine: 'local' },
      details: { title: 'A bill', date: '2024-03-03' },
    });
    expect(await shop.step(asset, 'finalize_document_storage')).toMatchObject({
      details: { folder: '', name: '2024-03-03 A bill.pdf' },
    });
    expect(await shop.step(asset, 'embed_metadata_into_pdf')).toMatchObject({ result: { embedded: ['info', 'xmp'] } });
  });

  it.each([
    ['Cyrillic', ['Договор поставки кирпича и раствора', 'Москва, 3 марта 2024', 'Стороны договорились о следующем'], 'ru'],
    ['Arabic', ['عقد توريد حجر وخشب', 'اتفق الطرفان على ما يلي في هذا العقد'], 'ar'],
  ])('keeps %s text as it is written, and detects its language', async (_, text, language) => {
    const asset = await shop.bring(await textPdf([text]));
    expect(await shop.story(asset)).toEqual(ALL_DONE);
    const written = (await shop.file(asset, 'text.txt')).toString();
    for (const line of text) expect(written).toContain(line);
    expect(await shop.step(asset, 'extract_metadata_with_gpt')).toMatchObject({ result: { language } });
  });

  it('reads a document of many pages without losing one', async () => {
    const count = testDepth.runs(200);
    const pages = Array.from({ length: count }, (_, index) => [`This is page number ${String(index + 1)} of the long report`]);
    const asset = await shop.bring(await textPdf(pages));
    expect(await shop.story(asset)).toEqual(ALL_DONE);
    const written = (await shop.file(asset, 'text.txt')).toString();
    expect(written.match(/This is page number/g)).toHaveLength(count);
    expect(written).toContain(`page number ${String(count)} of`);
  });

  it.each([
    ['is broken', () => brokenPdf(), {}, 'broken', 'cannot be opened'],
    ['is a zip bomb that looks like an Office file', () => docxBomb(70), {}, 'archive-bomb', 'archive bomb'],
    ['is an image of a hundred megapixels', () => whitePng(10_000, 10_000), {}, 'too-many-pixels', '100 megapixels'],
    ['is an archive', () => plainZip(), {}, 'type-unsupported', 'unpack it'],
    ['is of an unknown type', () => Buffer.from([1, 2, 3, 0, 5]), {}, 'type-unknown', 'not recognised'],
    ['is empty', () => Buffer.alloc(0), {}, 'empty-file', 'empty'],
    [
      'has more pages than it states',
      () => miscountedPdf(['one', 'two', 'three']),
      { max_pages: 2 },
      'too-many-pages',
      '3 pages',
    ],
    ['exceeds the page limit', () => textPdf([['one'], ['two'], ['three']]), { max_pages: 2 }, 'too-many-pages', '3 pages'],
  ])('fails permanently at the file record, with advice, if the file %s', async (_, make, document, code, words) => {
    const asset = await shop.bring(await make(), { document });
    expect(await shop.story(asset)).toEqual([
      HASHED,
      `create_file_record failed ${code}`,
      ...NOT_BEGUN.map((step) => `${step} pending`),
    ]);
    expect(await shop.step(asset, 'create_file_record')).toMatchObject({
      error: { retryable: false },
      message: expect.stringContaining(words),
    });
  });

  it('counts the pages that the page count of a PDF leaves out as not read', async () => {
    const asset = await shop.bring(miscountedPdf(['The only page that is listed', 'A hidden page', 'Another hidden page']));
    expect(await shop.step(asset, 'extract_text')).toMatchObject({ result: { pages: 3, pages_unread: 2 } });
    expect((await shop.file(asset, 'text.txt')).toString()).toBe('The only page that is listed\n');
  });

  it('files a locked document unchanged, and gives the reason at each step', async () => {
    const asset = await shop.bring(encryptedPdf({ user: 'secret', owner: 'x' }, 'Nobody reads this'), { title: 'Locked' });
    expect(await shop.story(asset)).toEqual([
      ...RECORDED,
      'check_text skipped encrypted',
      'extract_text skipped encrypted',
      'extract_metadata_with_gpt skipped no_text',
      'embed_metadata_into_pdf skipped encrypted',
      ...FILED,
    ]);
    expect(await shop.step(asset, 'finalize_document_storage')).toMatchObject({
      result: { sends: 'source' },
      details: { name: 'Locked.pdf' },
    });
  });

  it('reads a document that only its owner may change, and leaves it unchanged', async () => {
    const asset = await shop.bring(encryptedPdf({ user: '', owner: 'x' }, 'Everybody may read this line of text'));
    expect((await shop.file(asset, 'text.txt')).toString()).toBe('Everybody may read this line of text\n');
    expect(await shop.step(asset, 'embed_metadata_into_pdf')).toMatchObject({ phase: 'skipped', skipReason: 'encrypted' });
  });

  it('leaves a signed document unchanged', async () => {
    const asset = await shop.bring(await signedPdf(['The contract that somebody has signed']));
    expect(await shop.step(asset, 'embed_metadata_into_pdf')).toMatchObject({ phase: 'skipped', skipReason: 'signed' });
    expect(await shop.step(asset, 'finalize_document_storage')).toMatchObject({ result: { sends: 'source' } });
    expect(shop.delivered.map(({ role }) => role)).not.toContain('document');
  });

  it.each([
    [
      'a web page',
      '<!doctype html><title>Opening hours</title><body><h1>Hours</h1><script>alert(1)</script><p>From nine to five on weekdays',
      'From nine to five',
      'html',
    ],
    ['a text', 'Shopping list of the week\n\nApples, pears and bread', 'Apples, pears', 'plain'],
    [
      'a text in an old Russian encoding',
      Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x2c, 0x20, 0xec, 0xe8, 0xf0, 0x21]),
      'Привет, мир!',
      'plain',
    ],
  ])('takes the text of %s, and has no PDF to write into', async (_, content, words, engine) => {
    const asset = await shop.bring(Buffer.from(content));
    expect((await shop.file(asset, 'text.txt')).toString()).toContain(words);
    expect(await shop.step(asset, 'extract_text')).toMatchObject({ result: { engine } });
    expect((await shop.file(asset, 'text.txt')).toString()).not.toContain('alert');
    expect(await shop.step(asset, 'embed_metadata_into_pdf')).toMatchObject({ phase: 'skipped', skipReason: 'not_applicable' });
  });

  it('files a message under its sender, date and subject, with the names of its attachments', async () => {
    const message = mail({
      subject: 'Angebot für Ziegel',
      from: 'Anna Müller <anna@example.org>',
      date: 'Fri, 1 Mar 2024 10:00:00 +0100',
      body: 'Guten Tag, anbei das Angebot.',
      attachments: [{ name: 'angebot.pdf', type: 'application/pdf', content: '%PDF-' }],
    });
    const asset = await shop.bring(message, { document: { folder_pattern: '{{year}}/{{sender}}' } });
    expect(await shop.step(asset, 'finalize_document_storage')).toMatchObject({
      details: { folder: '2024/Anna Müller', name: '2024-03-01 Anna Müller Angebot für Ziegel.eml' },
    });
    expect((await shop.file(asset, 'text.txt')).toString()).toContain('angebot.pdf');
  });

  it('rejects endlessly nested messages', async () => {
    const asset = await shop.bring(nestedMail(60));
    expect(await shop.step(asset, 'extract_text')).toMatchObject({
      phase: 'failed',
      error: { code: 'mail-unreadable', retryable: false },
    });
  });

  it('keeps an Office file unchanged if nothing here converts it, and gives the reason', async () => {
    const asset = await shop.bring(await docx(['Hello']), { title: 'Minutes' });
    expect(await shop.story(asset)).toEqual([
      ...RECORDED,
      'check_text skipped no_engine',
      'extract_text skipped no_engine',
      'extract_metadata_with_gpt skipped no_text',
      'embed_metadata_into_pdf skipped not_applicable',
      ...FILED,
    ]);
    expect(await shop.step(asset, 'finalize_document_storage')).toMatchObject({ details: { name: 'Minutes.docx' } });
  });

  it('reads a photograph of a sheet, and makes a searchable PDF of it', async () => {
    const asset = await shop.bring(await photo({ lines: ['Receipt of the red shop', 'Total 12 coins on 2024-03-01'] }));
    expect(await shop.step(asset, 'extract_text')).toMatchObject({ result: { pages: 1, pages_ocr: 1 } });
    expect(await shop.story(asset)).toEqual(ALL_DONE);
    expect(await shop.step(asset, 'embed_metadata_into_pdf')).toMatchObject({ result: { embedded: ['info', 'xmp', 'text'] } });
    expect((await shop.file(asset, 'text.txt')).toString()).toContain('Receipt of the red shop');
  });

  it('invents neither text nor metadata for blank pages', async () => {
    const asset = await shop.bring(await scanPdf([{ lines: [] }, { lines: [], grain: 40 }]));
    expect(await shop.step(asset, 'extract_text')).toMatchObject({
      result: { pages_blank: 2, characters: 0 },
      details: { text: '' },
    });
    expect(await shop.step(asset, 'extract_metadata_with_gpt')).toMatchObject({ phase: 'skipped', skipReason: 'no_text' });
    expect(lines((await shop.file(asset, 'text.txt')).toString())).toHaveLength(0);
  });

  it('reports a missing language instead of reading in another one', async () => {
    const asset = await shop.bring(await scanPdf([{ lines: ['Something is written here'] }]), {
      document: { languages: ['tha'] },
    });
    expect(await shop.step(asset, 'extract_text')).toMatchObject({ phase: 'skipped', skipReason: 'no_engine_for_language' });
  });
});
