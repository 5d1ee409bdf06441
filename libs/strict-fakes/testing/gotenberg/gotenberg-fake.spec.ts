import { GotenbergFake } from './gotenberg-fake.js';

describe('GotenbergFake', () => {
  let fake: GotenbergFake;
  beforeEach(async () => {
    fake = await GotenbergFake.start();
  });
  afterEach(() => fake.close());
  const ROUTE = '/forms/libreoffice/convert';
  const form = (name: string, content: string, field = 'files'): FormData => {
    const data = new FormData();
    data.append(field, new Blob([content]), name);
    return data;
  };
  const post = (body: FormData | string, path = ROUTE): Promise<Response> =>
    fetch(`${fake.url}${path}`, { method: 'POST', body });

  it('makes a PDF of an Office file, and records the file', async () => {
    const answer = await post(form('document.docx', 'PK…'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await answer.text()).startsWith('%PDF-')).toBe(true);
    expect(fake.converted).toEqual([{ name: 'document.docx', bytes: Buffer.from('PK…') }]);
  });

  it.each<readonly [string, () => Promise<Response>, number]>([
    ['another path', () => post(form('a.docx', 'PK'), '/convert/office'), 404],
    ['another method', () => fetch(`${fake.url}${ROUTE}`), 405],
    ['no form', () => post('bytes'), 415],
    ['a file under another name', () => post(form('a.docx', 'PK', 'file')), 400],
    ['a file name with an unknown extension', () => post(form('a.bin', 'PK')), 400],
    ['a file of another type than its name', () => post(form('a.docx', 'junk')), 400],
    [
      'two files',
      () => {
        const two = form('a.docx', 'PK');
        two.append('files', new Blob(['PK']), 'b.docx');
        return post(two);
      },
      400,
    ],
    [
      'a field that it does not know',
      () => {
        const odd = form('a.docx', 'PK');
        odd.append('landscpae', 'true');
        return post(odd);
      },
      400,
    ],
  ])('refuses %s', async (_, ask, status) => {
    expect((await ask()).status).toBe(status);
    expect(fake.converted).toEqual([]);
  });
});
