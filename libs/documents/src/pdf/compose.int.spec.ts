import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { degrees, PDFDocument, PDFName, PDFOperator, PDFOperatorNames, PDFString, type PDFRef } from 'pdf-lib';
import { PAGE_LIMITS } from '@throughline/contracts';
import { brokenPdf, encryptedPdf, signedPdf } from '../testing/odd-pdfs.js';
import { textPdf } from '../testing/text-pdf.js';
import type { ComposedPart } from './compose-tasks.js';
import { composePages } from './make-pdf.js';
import { readLayer } from './read-layer.js';

// Each read of a document is a separate process, which is slow on a busy machine.
jest.setTimeout(180_000);

describe('a PDF that is made of pages', () => {
  let folder: string;
  let scratch: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-compose-'));
    scratch = join(folder, 'scratch');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  let files = 0;
  const store = async (bytes: Uint8Array): Promise<string> => {
    files += 1;
    const path = join(folder, `${String(files)}.pdf`);
    await writeFile(path, bytes);
    return path;
  };
  const storeText = async (...lines: readonly string[]): Promise<string> => store(await textPdf(lines.map((line) => [line])));
  const compose = (...parts: readonly ComposedPart[]) => composePages(parts, { scratch });
  const textOf = async (path: string): Promise<readonly string[]> =>
    (await readLayer(path, { scratch })).map(({ text }) => text.trim());

  it('has these pages of each file, in this order', async () => {
    const letters = await storeText('Alpha letter', 'Beta letter', 'Gamma letter');
    const bills = await storeText('First bill', 'Second bill');
    const pages = [
      { from: 3, to: 3 },
      { from: 1, to: 1 },
    ];
    const { path, leftOut } = await compose({ path: letters, pages }, { path: bills });
    expect(await textOf(path)).toEqual(['Gamma letter', 'Alpha letter', 'First bill', 'Second bill']);
    expect(leftOut).toEqual([]);
  });

  it('is the same for the same pages', async () => {
    const letters = await storeText('Alpha letter', 'Beta letter');
    const [one, two] = [await compose({ path: letters }), await compose({ path: letters })];
    expect((await readFile(one.path)).equals(await readFile(two.path))).toBe(true);
  });

  it('adds the rotation to the one that the page has', async () => {
    const source = await PDFDocument.load(await textPdf([['One'], ['Two'], ['Three']]));
    source.getPage(0).setRotation(degrees(270));
    source.getPage(1).setRotation(degrees(-90));
    const pages = [
      { from: 1, to: 2, rotate: 180 as const },
      { from: 3, to: 3, rotate: 90 as const },
    ];
    const { path } = await compose({ path: await store(await source.save()), pages });
    const made = await PDFDocument.load(await readFile(path));
    expect(made.getPages().map((page) => page.getRotation().angle)).toEqual([90, 90, 90]);
  });

  it('contains nothing of the pages that were left out, although links and shared images lead to them', async () => {
    const source = await PDFDocument.create();
    const picture = await source.embedPng(Buffer.from(PIXEL, 'base64'));
    const [kept, secret] = [source.addPage(), source.addPage()];
    kept.drawText('Kept');
    secret.drawText('Secret');
    secret.drawImage(picture);
    const { context } = source;
    // Many programs write one list of images for all pages.
    kept.node.Resources()?.set(PDFName.of('XObject'), context.obj({ Shared: picture.ref }));
    const link = { Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9] };
    const action = { S: 'URI', URI: PDFString.of('https://example.com/'), Next: { S: 'JavaScript' } };
    const links = [
      { ...link, Dest: [secret.ref, 'Fit'] },
      { ...link, A: action },
    ].map((each) => context.register(context.obj(each)));
    kept.node.set(PDFName.of('Annots'), context.obj(links));
    kept.node.set(PDFName.of('PieceInfo'), context.obj({ Page: secret.ref }));
    const whole = await store(await source.save({ useObjectStreams: false }));
    const { path, leftOut } = await compose({ path: whole, pages: [{ from: 1, to: 1 }] });
    const made = await PDFDocument.load(await readFile(path));
    const objects = made.context.enumerateIndirectObjects().map(([, object]) => object.toString());
    expect(objects.filter((text) => /\/Type \/Page\b(?!s)/.test(text))).toHaveLength(1);
    expect(objects.filter((text) => text.includes('/Image') || text.includes('JavaScript'))).toEqual([]);
    expect(objects.filter((text) => text.includes('https://example.com/'))).toHaveLength(1);
    expect(leftOut).toEqual(['links']);
    expect(await textOf(path)).toEqual(['Kept']);
  });

  it('keeps the look of a filled form, and layers hidden', async () => {
    const source = await PDFDocument.load(await textPdf([['Form']]));
    const field = source.getForm().createTextField('name');
    field.setText('Ada');
    field.addToPage(source.getPage(0), { x: 60, y: 400 });
    const { context, catalog } = source;
    const [layer, other] = ['Notes', 'Other'].map((name) =>
      context.register(context.obj({ Type: 'OCG', Name: PDFString.of(name) })),
    ) as [PDFRef, PDFRef];
    catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [layer, other], D: { BaseState: 'OFF' } }));
    source
      .getPage(0)
      .node.Resources()
      ?.set(PDFName.of('Properties'), context.obj({ Notes: layer, Other: other }));
    source
      .getPage(0)
      .pushOperators(
        PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of('OC'), PDFName.of('Notes')]),
        PDFOperator.of(PDFOperatorNames.EndMarkedContent),
      );
    const { path, leftOut } = await compose({ path: await store(await source.save()) });
    const made = await PDFDocument.load(await readFile(path));
    const objects = made.context.enumerateIndirectObjects().map(([, object]) => object.toString());
    expect(objects.filter((text) => text.includes('/Subtype /Stamp') && text.includes('/AP'))).toHaveLength(1);
    expect(made.catalog.lookup(PDFName.of('OCProperties'))?.toString()).toMatch(/\/OFF \[ \d+ 0 R \]/);
    expect(objects.filter((text) => text.includes('/Type /OCG'))).toHaveLength(1);
    expect(leftOut).toEqual(['forms']);
  });

  it('names what it lacks', async () => {
    const source = await PDFDocument.load(await signedPdf(['Signed']));
    await source.attach(Buffer.from('data'), 'data.txt');
    source.addJavaScript('main', 'app.alert(1)');
    const { leftOut } = await compose({ path: await store(await source.save()) });
    expect(leftOut).toEqual(['attachments', 'scripts', 'signatures']);
  });

  it.each([
    ['needs a password', () => encryptedPdf({ user: 'u', owner: 'o' }, 'Locked'), 'encrypted'],
    ['only its owner may change', () => encryptedPdf({ user: '', owner: 'o' }, 'Locked'), 'encrypted'],
    ['is broken', () => brokenPdf(), 'broken'],
    ['has a page tree without end', () => Buffer.from(ENDLESS), 'too-complex'],
  ])('is refused for good of a file that %s', async (_, bytes, code) => {
    const path = await store(bytes());
    await expect(compose({ path })).rejects.toMatchObject({ name: 'PermanentError', code });
  });

  it('is refused if it would have more pages than a document can have', async () => {
    const source = await PDFDocument.create();
    for (let page = 0; page <= PAGE_LIMITS.pages / 2; page += 1) source.addPage();
    const path = await store(await source.save());
    await expect(compose({ path }, { path })).rejects.toMatchObject({
      code: 'too-complex',
      message: 'The document would have 5,002 pages, but at most 5,000 are possible. Choose fewer pages',
    });
  });

  it('is refused of a page that the file does not have', async () => {
    const letters = await storeText('Alpha letter');
    await expect(compose({ path: letters, pages: [{ from: 1, to: 2 }] })).rejects.toMatchObject({
      code: 'page-missing',
      message: 'The document has 1 page, so there is no page 2',
    });
  });
});

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const ENDLESS = `%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [2 0 R] /Count 1 >>
endobj
trailer
<< /Size 3 /Root 1 0 R >>
%%EOF
`;
