import { DOCUMENT_STEPS, PREVIEW, type Artifact } from '@throughline/contracts';
import { isPresent, previewFileOf, toPreviewResult } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { Browser } from '../testing/browser.js';
import { formOf } from '../testing/forms.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { completeStep, startStep } from '../testing/work-through.js';

interface Shared {
  readonly files: readonly { readonly name: string; readonly role: string; readonly sha256: string; readonly url: string }[];
}

const TEXT = 'extract_text';
const PDF = 'finalize_document_storage';

describe('a document that is shared by a link', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const headers = () => ({ authorization: `Bearer ${gateway.token}` });
  const store = async (id: string, role: string, name: string, mediaType: string): Promise<Artifact> => {
    const key = `${id}/${role}/${name}`;
    return { ...(await gateway.artifacts.put(key, Buffer.from(`the bytes of ${name}`))), role, name, key, mediaType };
  };
  const addDocument = async (): Promise<string> => {
    const form = formOf({}, { bytes: 'a scan', name: 'scan.pdf', type: 'application/pdf' });
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      headers: { ...headers(), ...form.headers },
      payload: form.payload,
    });
    return answer.json<{ id: string }>().id;
  };
  const process = async (id: string): Promise<void> => {
    const made: Readonly<Record<string, readonly Artifact[]>> = {
      [TEXT]: [
        await store(id, 'text', 'text.txt', 'text/plain; charset=utf-8'),
        await store(id, 'text_pages', 'text.json', 'application/json'),
      ],
      [PDF]: [await store(id, 'document', 'document.pdf', 'application/pdf')],
    };
    for (const step of DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(PDF) + 1)) {
      await startStep(gateway, id, step);
      await completeStep(gateway, id, step, made[step]);
    }
  };
  const makeFirstPage = async (id: string): Promise<void> => {
    await gateway.app.inject({ method: 'POST', url: `/api/v1/documents/${id}/previews`, headers: headers() });
    await startStep(gateway, id, PREVIEW);
    const state = (await gateway.ports.commands.load(id))?.state;
    const fileSha256 = state !== undefined && isPresent(state) ? (previewFileOf(state)?.sha256 ?? '') : '';
    const page = await store(id, 'page', 'page-1.jpg', 'image/jpeg');
    await completeStep(gateway, id, PREVIEW, [page], toPreviewResult({ fileSha256, web: 'not-needed' }));
  };
  const open = async (id: string, download: boolean) => {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.itemRows.byIds([id])).get(id)?.revision === head);
    const url = `/api/v1/documents/${id}/share-links`;
    const made = await gateway.app.inject({ method: 'POST', url, headers: headers(), payload: { download } });
    const visitor = new Browser(gateway);
    const code = new URL(made.json<{ url: string }>().url).hash.slice(1);
    const answer = await visitor.raw('/api/v1/shared/open', { method: 'POST', body: { code } });
    return { visitor, files: answer.json<Shared>().files };
  };
  const rolesOf = ({ files }: Shared): readonly string[] => files.map(({ role }) => role);

  it('has its pages, and the text of each, if downloads are allowed', async () => {
    const id = await addDocument();
    await process(id);
    const opened = await open(id, true);
    expect(rolesOf(opened)).toEqual(['document', 'text', 'text_pages']);
    const [pdf] = opened.files;
    expect((await opened.visitor.raw(pdf?.url ?? '')).body).toBe('the bytes of document.pdf');
    expect(pdf?.sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('shows the image of the first page, and never the file, if downloads are not allowed', async () => {
    const id = await addDocument();
    await process(id);
    expect(rolesOf(await open(id, false))).toEqual(['text', 'text_pages']);
    await makeFirstPage(id);
    const { visitor, files } = await open(id, false);
    expect(rolesOf({ files })).toEqual(['page', 'text', 'text_pages']);
    const address = files[0]?.url ?? '';
    expect((await visitor.raw(address)).body).toBe('the bytes of page-1.jpg');
    for (const hidden of ['document.pdf', 'original'])
      expect((await visitor.raw(address.replace('page-1.jpg', hidden))).statusCode).toBe(404);
  });
});
