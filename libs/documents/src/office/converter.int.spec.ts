import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTool } from '@throughline/stack/testing';
import { GotenbergFake } from '@throughline/strict-fakes';
import { findProgram } from '../programs/find-program.js';
import { readLayer } from '../pdf/read-layer.js';
import { docx } from '../testing/archives.js';
import { GotenbergConverter } from './gotenberg.js';
import { openConverter } from './open-converter.js';
import { pageOfMail, pageOfText } from './page-of-text.js';
import { SofficeConverter } from './soffice.js';

jest.setTimeout(180_000);
const soffice = await findProgram('soffice');

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tl-office-'));
  path = join(folder, 'a.docx');
  await writeFile(path, await docx(['Minutes of the meeting on bricks']));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('PDFs by Gotenberg', () => {
  let fake: GotenbergFake;
  let converter: GotenbergConverter;
  beforeEach(async () => {
    fake = await GotenbergFake.start();
    converter = new GotenbergConverter({ baseUrl: `${fake.url}/`, timeoutMs: 20_000 });
  });
  afterEach(() => fake.close());
  const convert = (signal?: AbortSignal): Promise<string> =>
    converter.convert({ path, extension: 'docx' }, { scratch: folder, signal });

  it('are what it makes of the bytes, which go there under a name that tells nothing', async () => {
    expect((await readFile(await convert())).subarray(0, 5).toString()).toBe('%PDF-');
    expect(fake.converted).toEqual([{ name: 'document.docx', bytes: await readFile(path) }]);
  });

  it.each([
    [400, 'permanent', 'conversion-failed'],
    [404, 'permanent', 'conversion-refused'],
    [429, 'waiting', 'office-engine-away'],
    [500, 'retryable', 'conversion-failed'],
    [503, 'retryable', 'conversion-timeout'],
  ])('are not there where it answers %d, which is %s', async (status, kind, code) => {
    fake.faults.add({ fault: { kind: 'answer', status, body: 'the secret of the document' } });
    const refused = convert();
    await expect(refused).rejects.toMatchObject({ kind, code });
    await expect(refused).rejects.not.toThrow('secret');
  });

  it('are believed only where they are some', async () => {
    fake.faults.add({ fault: { kind: 'answer', status: 200, body: '<html>Sign in' } });
    await expect(convert()).rejects.toMatchObject({ kind: 'permanent', code: 'conversion-failed' });
  });

  it('are waited for where nobody is there, and given up when that is wanted', async () => {
    fake.faults.add({ fault: { kind: 'drop-request', afterBytes: 10 } });
    await expect(convert()).rejects.toMatchObject({ kind: 'waiting', code: 'office-engine-away' });
    fake.faults.add({ fault: { kind: 'hang' } });
    const controller = new AbortController();
    const hanging = convert(controller.signal);
    while (fake.log.length < 2) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await expect(hanging).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('come from it before any program of the machine', async () => {
    expect(await openConverter({ gotenbergUrl: fake.url, sofficePath: '/nowhere' })).toMatchObject({ id: 'gotenberg' });
    expect(await openConverter({ sofficePath: '/nowhere/soffice' })).toBeUndefined();
  });
});

describe('a converter of this machine', () => {
  /** A program that does as LibreOffice does when it has made nothing: it says nothing, and that all is well. */
  const program = async (script: string): Promise<string> => {
    const file = join(folder, `soffice-${String(script.length)}`);
    await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };
  const convertBy = (file: string): Promise<string> =>
    new SofficeConverter(file).convert({ path, extension: 'docx' }, { scratch: folder });

  it('is not believed where it says that all is well and has made nothing', async () => {
    await expect(convertBy(await program('exit 0'))).rejects.toMatchObject({ kind: 'permanent', code: 'conversion-failed' });
  });

  it('is given a profile of its own, in which documents run nothing, and that is gone afterwards', async () => {
    const seen = join(folder, 'seen');
    const made = await convertBy(
      await program(
        `for last; do :; done; profile="\${1#-env:UserInstallation=file://}"; { echo "$profile"; cat "$profile/user/registrymodifications.xcu"; } > ${seen}; printf '%%PDF-1.4' > "\${last%.docx}.pdf"`,
      ),
    );
    expect(made.endsWith('document.pdf')).toBe(true);
    const [profile = '', ...settings] = (await readFile(seen, 'utf8')).split('\n');
    expect(settings.join('\n')).toContain('DisableMacrosExecution');
    await expect(readFile(join(profile, 'user/registrymodifications.xcu'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is tried again where it fails', async () => {
    await expect(convertBy(await program('exit 77'))).rejects.toMatchObject({ kind: 'retryable', code: 'conversion-failed' });
  });

  withTool('LibreOffice', soffice, () => {
    it('makes a PDF with LibreOffice that says what the document says', async () => {
      const made = await convertBy(soffice ?? '');
      const pages = await readLayer(made, { scratch: folder });
      expect(pages[0]?.text).toContain('Minutes of the meeting on bricks');
    });
  });
});

describe('a page that stands for a text', () => {
  it('has its words, and nothing that a converter would fetch or run', () => {
    const page = pageOfText('A <script>alert(1)</script> & more\n\n<img src="http://10.0.0.1/x">');
    expect(page).toContain('A &lt;script&gt;alert(1)&lt;/script&gt; &amp; more');
    expect(page).not.toMatch(/<(script|img)/);
  });

  it('tells of a message who has written it, when, and what was with it', () => {
    const page = pageOfMail({
      from: { name: 'Ann <b>', address: 'ann@example.org' },
      to: [{ address: 'office@example.org' }],
      subject: 'Bricks',
      text: 'Hello',
      attachments: [{ name: 'offer.pdf', mediaType: 'application/pdf', size: 3 }],
    });
    expect(page).toContain('Ann &lt;b&gt; &lt;ann@example.org&gt;');
    expect(page).toContain('offer.pdf');
  });
});
