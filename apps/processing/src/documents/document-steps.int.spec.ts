import { newId } from '@throughline/contracts';
import {
  GotenbergConverter,
  localMetadata,
  OpenAiMetadata,
  openOcr,
  type DocumentText,
  type Metadata,
} from '@throughline/documents';
import { docx, scanPdf, textPdf } from '@throughline/documents/testing';
import { countDocumentPages, findRuleEffect, isPresent } from '@throughline/domain';
import { FAKE_OPENAI_KEY, FAKE_OPENAI_MODEL, GotenbergFake, OpenAiFake } from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import { DocumentShop } from '../testing/document-shop.js';

// OCR takes a second a page, and much longer on a busy machine.
jest.setTimeout(180_000);

/** Embedding starts a process. Documents keep it here whose file is looked at. */
const unchanged = { embed: false };
/** Half of the usual resolution: a large print is read as well, in half the time. */
const coarse = { ...unchanged, max_pixels: 1_000_000 };

describe('a document in processing', () => {
  let shop: DocumentShop | undefined;
  const fakes: { close(): Promise<void> }[] = [];
  const openShop = async (...given: Parameters<typeof DocumentShop.open>): Promise<DocumentShop> =>
    (shop = await DocumentShop.open(...given));
  afterEach(async () => {
    await shop?.close();
    for (const fake of fakes.splice(0)) await fake.close();
  });

  it('resumes after the pages that are read, when its process stops', async () => {
    const at = await openShop();
    const page = (text: string) => ({ lines: [text, 'readable for everybody'] });
    const scan = await scanPdf([page('The first page is'), page('The second page is')]);
    const asset = await at.register(scan, { document: coarse });
    // The checkpoint is written when the first page has been stored.
    await until(async () => (await at.shop.recorded(asset, 'StepCheckpointed', 'extract_text')).length > 0, { timeout: 120_000 });
    await at.first.leave();
    at.hire({ ocr: await openOcr({ engine: 'tesseract.js', path: '' }), converter: undefined, metadata: localMetadata });
    await until(() => at.shop.isOver(asset), { timeout: 120_000 });
    expect(await at.shop.recorded(asset, 'StepInterrupted', 'extract_text')).toMatchObject([{ data: { cause: 'shutdown' } }]);
    const text = JSON.parse((await at.file(asset, 'text.json')).toString()) as DocumentText;
    expect(text.pages.map(({ source, text: each }) => [source, each.split('\n')[0]])).toEqual([
      ['ocr', 'The first page is'],
      ['ocr', 'The second page is'],
    ]);
    // Every part file is deleted at the end, those of the first worker included.
    expect((await at.shop.files(asset)).filter((file) => file.includes('part-'))).toEqual([]);
  });

  it('gets no date from the creation date of its file', async () => {
    const at = await openShop();
    const asset = await at.bring(await textPdf([['Rules of the house without any day']]), { document: unchanged });
    expect(await at.step(asset, 'finalize_document_storage')).toMatchObject({
      details: { name: 'Rules of the house without any day.pdf' },
    });
  });

  it('is named by the title that a person has given, not by the one in its text', async () => {
    const at = await openShop();
    const rules = await textPdf([['Rules of the house without any day']]);
    const asset = await at.bring(rules, { title: 'House rules', document: unchanged });
    expect(await at.step(asset, 'finalize_document_storage')).toMatchObject({ details: { name: 'House rules.pdf' } });
  });

  it('gets the facts of an invoice with their places, and its sender and title from the text', async () => {
    const at = await openShop();
    const page = [
      ['Northlight Studio Ltd', '9 Canal Street', 'Manchester M4 6JJ', 'Printed on 1 May 2026'],
      ['Invoice no. 318', 'Invoice date: 3 April 2026', 'Net 100.00', 'VAT 20.00', 'Total due £120.00', 'Terms: net 30'],
    ].flat();
    const asset = await at.bring(await textPdf([page], 'about:blank'), { document: unchanged });
    const { details } = (await at.step(asset, 'extract_metadata_with_gpt')) as { details: Metadata };
    expect(details).toMatchObject({
      title: 'Invoice no. 318',
      date: '2026-04-03',
      sender: 'Northlight Studio Ltd',
      invoice: {
        number: { value: '318', sure: true, page: 1 },
        amount: { value: '120.00', currency: 'GBP', sure: true },
        due_date: { value: '2026-05-03', sure: true },
      },
    });
    const text = JSON.parse((await at.file(asset, 'text.json')).toString()) as DocumentText;
    const { start, end } = details.invoice?.amount ?? {};
    expect(text.pages[0]?.text.slice(start, end)).toBe('£120.00');
    expect(await at.step(asset, 'finalize_document_storage')).toMatchObject({
      details: { name: '2026-04-03 Northlight Studio Ltd Invoice no. 318.pdf' },
    });
  });

  it('gets the type and the tags of the rules for its sender, which its result names, and later steps use them', async () => {
    const at = await openShop();
    const rule = { key: newId(), name: 'Northlight', sender: ' northlight  STUDIO ltd', tags: ['office costs'], type: 'bill' };
    const other = { key: newId(), name: 'Others', sender: 'Northlight', tags: ['other'] };
    const page = [
      'Northlight Studio Ltd',
      '9 Canal Street',
      'Manchester M4 6JJ',
      'Invoice no. 318',
      'Invoice date: 3 April 2026',
    ];
    const document = { ...unchanged, name_pattern: '{{type}} of {{sender}}' };
    const asset = await at.bring(await textPdf([page], 'about:blank'), { document, rules: [other, rule] });
    const { sender: _sender, ...applied } = rule;
    expect(await at.step(asset, 'extract_metadata_with_gpt')).toMatchObject({
      result: { rules: [{ rule: rule.key, fields: ['type', 'tags'] }] },
      details: { rules: [applied] },
    });
    const { personal } = await at.shop.asset(asset);
    expect(personal).toMatchObject({ tags: ['office costs'] });
    expect(personal).not.toHaveProperty('rules');
    expect(await at.step(asset, 'finalize_document_storage')).toMatchObject({
      details: { name: 'bill of Northlight Studio Ltd.pdf' },
    });
    expect(JSON.stringify(await at.shop.recorded(asset, 'StepCompleted', 'extract_metadata_with_gpt'))).toContain(rule.key);
  });

  it('is named by the type of a rule that was applied after its fields were found', async () => {
    const at = await openShop();
    const rule = { key: newId(), name: 'Northlight', sender: 'Northlight Studio Ltd', tags: [], type: 'bill' };
    const page = ['Northlight Studio Ltd', '9 Canal Street', 'Manchester M4 6JJ', 'Invoice no. 318'];
    const document = { ...unchanged, name_pattern: '{{type}}' };
    const asset = await at.bring(await textPdf([page], 'about:blank'), { document });
    const { state, personal } = await at.shop.asset(asset);
    await at.shop.ask(asset, { type: 'ApplyDocumentRule', effect: findRuleEffect(rule, state, personal) });
    await at.repeat(asset, 'finalize_document_storage');
    expect(await at.step(asset, 'finalize_document_storage')).toMatchObject({ details: { name: 'bill.pdf' } });
  });

  it('is converted from Office formats, and waits while the converter is unavailable', async () => {
    const fake = await GotenbergFake.start({ convert: () => Buffer.from(minutes) });
    fakes.push(fake);
    const minutes = await textPdf([['Minutes of the meeting on bricks and mortar']]);
    const at = await openShop({ converter: new GotenbergConverter({ baseUrl: fake.url }) });
    fake.faults.add({ fault: { kind: 'answer', status: 502 } });
    const asset = await at.bring(await docx(['Minutes of the meeting on bricks and mortar']), { title: 'Minutes' });
    expect(await at.shop.recorded(asset, 'StepWaiting')).toMatchObject([
      { data: { step: 'check_text', for: 'office-engine-away' } },
    ]);
    expect(await at.step(asset, 'check_text')).toMatchObject({
      phase: 'completed',
      result: { text: 'layer', converted_by: 'gotenberg' },
    });
    expect(await at.step(asset, 'finalize_document_storage')).toMatchObject({ result: { sends: 'document' } });
    expect((await at.file(asset, 'text.txt')).toString()).toContain('bricks and mortar');
    expect((await at.file(asset, 'document.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is refused if an Office file has more pages than the limit', async () => {
    const pdf = Buffer.from(await textPdf([['one'], ['two'], ['three']]));
    const fake = await GotenbergFake.start({ convert: () => pdf });
    fakes.push(fake);
    const at = await openShop({ converter: new GotenbergConverter({ baseUrl: fake.url }) });
    const asset = await at.bring(await docx(['one two three']), { document: { max_pages: 2 } });
    expect(await at.step(asset, 'check_text')).toMatchObject({
      phase: 'failed',
      error: { code: 'too-many-pages', retryable: false },
      message: expect.stringContaining('3 pages as a PDF; the limit is 2') as string,
    });
  });

  it('is drawn from a web page without its external resources', async () => {
    const pdf = await textPdf([['The opening hours'], ['of the red shop']]);
    const fake = await GotenbergFake.start({ convert: () => pdf });
    fakes.push(fake);
    const at = await openShop({ converter: new GotenbergConverter({ baseUrl: fake.url }) });
    const html = '<!doctype html><html><body><img src="http://169.254.169.254/latest"><p>The opening hours of the red shop';
    const asset = await at.bring(Buffer.from(html), { document: unchanged });
    const [sent] = fake.converted;
    expect(sent?.name).toBe('document.fodt');
    expect(sent?.bytes.toString()).toContain('The opening hours of the red shop');
    expect(sent?.bytes.toString()).not.toContain('169.254');
    // The text comes from the HTML page, not from the PDF that was drawn of it.
    expect((await at.file(asset, 'text.txt')).toString()).toBe('The opening hours of the red shop\n');
    const { state } = await at.shop.asset(asset);
    expect(isPresent(state) && countDocumentPages(state)).toBe(2);
  });

  it('is described by a model if one is configured, with the settings of the run', async () => {
    const fake = await OpenAiFake.start({
      reply: () =>
        JSON.stringify({
          title: 'Invoice 4711',
          date: '2024-03-03',
          sender: 'ACME',
          type: 'invoice',
          tags: ['bricks'],
          language: 'en',
          summary: 'Bricks.',
        }),
    });
    fakes.push(fake);
    const endpoint = { name: 'chat', baseUrl: fake.baseUrl, key: FAKE_OPENAI_KEY, timeoutMs: 60_000 };
    const metadata = new OpenAiMetadata({
      id: 'chat',
      endpoint,
      model: 'none',
      responseFormat: 'json_object',
      characters: 4_000,
    });
    const at = await openShop({ metadata });
    const asset = await at.bring(await textPdf([['Some text of a bill for bricks']]), {
      document: { ...unchanged, metadata: { model: FAKE_OPENAI_MODEL }, folder_pattern: '{{type}}/{{year}}' },
    });
    expect(await at.step(asset, 'extract_metadata_with_gpt')).toMatchObject({
      result: { engine: 'chat', model: FAKE_OPENAI_MODEL, language: 'en' },
      details: { title: 'Invoice 4711', tags: ['bricks'], summary: 'Bricks.' },
    });
    expect(await at.step(asset, 'finalize_document_storage')).toMatchObject({
      details: { folder: 'invoice/2024', name: '2024-03-03 ACME Invoice 4711.pdf' },
    });
    const events = JSON.stringify(
      (await at.shop.store.load(asset)).commits.map(({ commit }) => commit.events.map(({ data }) => data)),
    );
    expect(events).not.toMatch(/ACME|bricks/i);
  });
});
