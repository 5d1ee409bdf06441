import type { Credential, CurrentUser, OutputTest, OutputType, OwnOutput } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { outputsQuery } from '../channels/channels-api.js';
import { credentialsQuery } from '../credentials/credentials-api.js';
import { DeleteQuestion } from '../controls/DeleteButton.js';
import { text } from '../texts/text.js';
import { drawView, listControls, viewer, type DrawnView } from '../testing/draw-view.js';
import { createDraft, toDraft, toOutputContent } from './output-draft.js';
import { OutputFields } from './OutputForm.js';
import { describeDeletion, findUnstoredReport } from './output-state.js';
import { addOutput, outputTypesQuery, ownOutputsQuery, replaceOutput } from './outputs-api.js';
import { NewOutput, Outputs } from './Outputs.js';

const AT = '2026-02-05T10:00:00.000Z';
const UNUSED = { templates: [], channels: [], settings: false, preferences: 0, running: 0 };
const mine: OwnOutput = {
  id: 3,
  name: 'my-talks',
  type: 'folder',
  settings: { folder: 'library' },
  credential_id: null,
  used_by: { templates: ['Weekly lecture'], channels: ['audits'], settings: true, preferences: 1, running: 2 },
  metadata_config: {},
  last_test: null,
  revision: 4,
  created_at: AT,
  updated_at: AT,
};
const folder: OutputType = {
  type: 'folder',
  label: 'Folder',
  texts: ['title', 'description'],
  settings: [
    { key: 'folder', label: 'Folder', kind: 'choice', required: true, options: [{ value: 'library' }, { value: 'nas' }] },
    { key: 'path', label: 'Path below it', kind: 'text', required: false, hint: 'Folders with / between them' },
    { key: 'keep', label: 'Keep old files', kind: 'switch', required: false },
    { key: 'days', label: 'Days', kind: 'number', required: false, min: 2 },
  ],
};
const drive: OutputType = {
  type: 'google_drive',
  label: 'Google Drive',
  settings: [{ key: 'credential', label: 'Google account', kind: 'credential', required: true, credential: 'google' }],
};
const credential = (id: number, type: Credential['type'], name: string): Credential => ({
  id,
  type,
  name,
  state: 'ok',
  account: null,
  connected_at: null,
  last_used_at: null,
  used_by: [],
  created_at: AT,
});
interface LoadedData {
  readonly own?: readonly OwnOutput[];
  readonly types?: readonly OutputType[];
  readonly me?: CurrentUser;
}

const draw = (view: ReactElement, { own = [mine], types = [folder, drive], me }: LoadedData = {}): DrawnView =>
  drawView(
    view,
    (client) => {
      client.setQueryData(ownOutputsQuery.queryKey, [...own]);
      client.setQueryData(outputTypesQuery.queryKey, [...types]);
      client.setQueryData(outputsQuery.queryKey, [
        { name: 'library', type: 'folder', shared: true },
        { name: 'my-talks', type: 'folder', shared: false },
      ]);
      client.setQueryData(credentialsQuery.queryKey, [credential(6, 'token', 'Notion'), credential(7, 'google', 'Drive of Ann')]);
    },
    me,
  );

describe('the view of outputs', () => {
  it('lists own outputs with what names them, and shared ones without settings', () => {
    const { html, words } = draw(<Outputs />);
    expect(words).toContain(
      'my-talks Not tested Folder · Template Weekly lecture, Channel audits, Library defaults, Preferences of 1 item',
    );
    expect(words).toMatch(/Shared outputs .* library folder/);
    expect(listControls(html)).toEqual(['Test my-talks', 'Edit my-talks', 'Delete my-talks']);
    expect(html).toMatch(/<ul class="lines" aria-label="Your outputs">/);
  });

  it('shows the result of the last test with each check', () => {
    const test = {
      at: new Date().toISOString(),
      ok: false,
      items: [
        { name: 'settings', result: 'ok', message: 'The settings are complete.' },
        { name: 'write', result: 'wrong', message: 'There is no space left', mend: 'Free some space.' },
      ],
    } as const;
    const { html, words } = draw(<Outputs />, { own: [{ ...mine, last_test: test }] });
    expect(words).toContain('my-talks Test failed');
    expect(words).toMatch(/1 wrong .*Wrong write There is no space left To do: Free some space\./);
    expect(html).toContain('aria-label="Result of the check of my-talks"');
    const works = { ...mine, last_test: { ...test, ok: true } };
    expect(draw(<Outputs />, { own: [works] }).words).toContain('my-talks Works');
  });

  it('shows the result of a test that found nothing out, which is not stored, until the output is changed', () => {
    const check = (result: 'ok' | 'wrong' | 'unknown') => ({ name: 'write', result, message: '' });
    const find = (report: OutputTest, revision = mine.revision) => findUnstoredReport({ report, revision }, mine);
    expect(find({ ok: true, items: [check('ok')] })).toBeUndefined();
    expect(find({ ok: false, items: [check('wrong'), check('unknown')] })).toBeUndefined();
    const unknown = { ok: false, items: [check('ok'), check('unknown')] };
    expect(find(unknown)).toBe(unknown);
    expect(find(unknown, mine.revision - 1)).toBeUndefined();
    expect(findUnstoredReport(undefined, mine)).toBeUndefined();
  });

  it('explains an empty list, and gives viewers no controls', () => {
    expect(draw(<Outputs />, { own: [] }).words).toMatch(/Add output No outputs of your own yet Add a folder, /);
    const { html, words } = draw(<Outputs />, { own: [], me: viewer });
    expect(words).toContain('Ask an operator of your library to add one.');
    expect([
      words.includes('Add output'),
      listControls(draw(<Outputs />, { me: viewer }).html),
      html.includes('<button'),
    ]).toEqual([false, [], false]);
  });
});

describe('the form of a new output', () => {
  const ignore = (): void => undefined;
  const fields = (type: string, errors: Readonly<Record<string, string>> = {}): ReactElement => (
    <OutputFields draft={createDraft(type)} types={[folder, drive]} isNew errors={errors} onChange={ignore} />
  );

  it('is made from the settings of the type: choices, texts, switches and numbers, each with a label', () => {
    const { html, words } = draw(<NewOutput onDone={ignore} />);
    for (const label of ['Name', 'Type', 'Folder', 'Path below it', 'Keep old files', 'Days'])
      expect(html).toMatch(new RegExp(`<label for="[^"]+">${label}</label>`));
    expect(html).toMatch(/<select[^>]* required=""[^>]*><option value="" selected="">Choose<\/option><option value="library">/);
    expect(html).toMatch(/<input[^>]*type="number"[^>]*min="2"/);
    expect(words).toContain('Default On Off');
    expect(words).toContain('Folders with / between them');
    expect(words).toMatch(/Save output Test these settings/);
  });

  it('keeps the patterns of an output, and leaves out empty ones', () => {
    const metadata_config = { title_pattern: '{title} ({date})', description_pattern: '' };
    const content = { type: 'folder', settings: {}, credential_id: null };
    expect(toOutputContent(toDraft({ ...mine, metadata_config }), content, folder.texts)).toEqual({
      ...content,
      name: mine.name,
      metadata_config,
    });
    expect(toOutputContent(createDraft('folder'), content, folder.texts)).toMatchObject({ ...content, metadata_config: {} });
    const { html } = draw(
      <OutputFields draft={toDraft({ ...mine, metadata_config })} types={[folder]} isNew={false} errors={{}} onChange={ignore} />,
    );
    expect(html).toContain('value="{title} ({date})"');
    expect(html).toMatch(/<textarea[^>]*><\/textarea>/);
  });

  it('sends the name of a new output, and none of an existing one', async () => {
    const fetched = jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(Response.json(mine)));
    try {
      const content = { type: 'folder', settings: {}, credential_id: null };
      const body = toOutputContent(toDraft(mine), content, folder.texts);
      await addOutput(body);
      await replaceOutput(mine, body);
      const sent = fetched.mock.calls.map(([, init]) => Object.keys(JSON.parse(init?.body as string) as object));
      expect(sent.map((members) => members.includes('name'))).toEqual([true, false]);
    } finally {
      fetched.mockRestore();
    }
  });

  it('shows and sends only the patterns that outputs of the type have a place for', () => {
    const draft = toDraft({ ...mine, metadata_config: { title_pattern: 'A', description_pattern: 'B' } });
    const content = { type: 'folder', settings: {}, credential_id: null };
    const readWith = (texts: OutputType['texts']): readonly unknown[] => {
      const type = { ...folder, ...(texts === undefined ? {} : { texts }) };
      const { html, words } = draw(<OutputFields draft={draft} types={[type]} isNew={false} errors={{}} onChange={ignore} />);
      const { metadata_config } = toOutputContent(draft, content, texts);
      return [html.includes('value="A"'), html.includes('<textarea'), words.includes('Texts at this output'), metadata_config];
    };
    expect(readWith(['title'])).toEqual([true, false, true, { title_pattern: 'A' }]);
    expect(readWith(['description'])).toEqual([false, true, true, { description_pattern: 'B' }]);
    expect(readWith([])).toEqual([false, false, false, {}]);
  });

  it('shows errors of patterns beside their fields', () => {
    const draft = toDraft({ ...mine, metadata_config: { title_pattern: '{titel}', description_pattern: '{x}' } });
    const errors = { 'metadata_config/title_pattern': 'has no titel', 'metadata_config/description_pattern': 'has no x' };
    const { html } = draw(<OutputFields draft={draft} types={[folder]} isNew={false} errors={errors} onChange={ignore} />);
    for (const [control, message] of [
      ['input', 'has no titel'],
      ['textarea', 'has no x'],
    ] as const) {
      const id = new RegExp(`<${control}[^>]*aria-describedby="(\\S+-error)[^"]*" aria-invalid="true"`).exec(html)?.[1];
      expect(html).toContain(`<small id="${String(id)}" class="field-error">${message}<`);
    }
  });

  it('offers the credentials of both types where two of them fit', () => {
    const account = { key: 'credential', label: 'VK account', kind: 'credential', required: true } as const;
    const vk: OutputType = {
      type: 'vk',
      label: 'VK',
      settings: [{ ...account, credential: 'google', other_credential: 'token' }],
    };
    const { words } = draw(<OutputFields draft={createDraft('vk')} types={[vk]} isNew errors={{}} onChange={ignore} />);
    expect(words).toContain('VK account Choose Notion Drive of Ann');
  });

  it('offers the credentials of the type that the output needs', () => {
    const { words } = draw(fields('google_drive'));
    expect(words).toContain('Google account Choose Drive of Ann');
    expect(words).not.toContain('Notion');
  });

  it('shows errors beside their fields, connected for screen readers', () => {
    const { html } = draw(fields('folder', { name: 'is taken', 'settings/path': 'must stay inside', type: 'is unknown' }));
    for (const [, id, words] of html.matchAll(/<small id="([^"]+-error)" class="field-error">([^<]*)</g)) {
      expect(html).toMatch(new RegExp(`aria-describedby="${String(id)}[^"]*" aria-invalid="true"`));
      expect(['is taken', 'must stay inside', 'is unknown']).toContain(words);
    }
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(3);
  });

  it('says so if the operator has set up nothing that an output could use', () => {
    expect(draw(<NewOutput onDone={ignore} />, { types: [] }).words).toContain(
      'The operator of the server has set up no folders',
    );
  });
});

describe('the question before an output is deleted', () => {
  const question = (output: OwnOutput): DrawnView => draw(<DeleteQuestion words={text.outputs} {...describeDeletion(output)} />);

  it('lists what names the output, and the items that still deliver to it', () => {
    const { html, words } = question(mine);
    expect([...html.matchAll(/<li[^>]*>([^<]*)/g)].map(([, user]) => user)).toEqual([
      'Template Weekly lecture',
      'Channel audits',
      'Library defaults',
      'Preferences of 1 item',
    ]);
    expect(words).toContain('2 items are running and will still deliver to it. To prevent that, stop them first.');
  });

  it('is short for an output that nothing names', () => {
    const { words } = question({ ...mine, used_by: UNUSED });
    expect(words.trim()).toBe('Files that were delivered stay where they are.');
  });
});
