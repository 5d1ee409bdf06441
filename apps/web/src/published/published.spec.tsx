import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { Embed, PodcastFeed, PublishedItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { createPageRouter } from '../routes.js';
import { drawView, listControls, viewer, type DrawnView } from '../testing/draw-view.js';
import * as embeds from './embed-draft.js';
import { EmbedForm } from './EmbedForm.js';
import { embedKind, Embeds } from './Embeds.js';
import { changeOf, contentOf, draftOf, NEW_FEED } from './feed-draft.js';
import { FeedForm } from './FeedForm.js';
import { feedKind, Podcasts } from './Podcasts.js';
import { addToSets, approveItems, embedRequests, feedRequests, isCurrentAddress } from './published-api.js';
import { PublishedItems } from './PublishedItems.js';
import { NewAddress } from './PublishedSection.js';

const AT = '2026-02-05T10:00:00.000Z';
const lectures: PodcastFeed = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3H9',
  state: 'open',
  title: 'Algebra II',
  description: '',
  language: 'auto',
  tag: 'algebra',
  media: 'audio',
  ask_first: true,
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  created_at: AT,
  renewed_at: null,
  expires_at: null,
  fetches: 41,
  last_fetched_at: AT,
  revoked_at: null,
  revoked_by: null,
  revoked_by_name: null,
};
const made = { ...lectures, url: 'https://recordings.example/api/v1/feeds/CODE/feed.xml' };
const anItem = (item_id: string, state: PublishedItem['state']): PublishedItem => ({
  ...{
    item_id,
    state,
    title: `Lecture ${item_id}`,
    created_at: AT,
    duration_seconds: 60,
    decided_at: null,
    decided_by_name: null,
  },
});

const drawStill = (view: ReactElement): DrawnView => drawView(view, () => undefined);
const Routed = ({ children }: { readonly children: ReactElement }): ReactElement => (
  <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
    {children}
  </RouterContextProvider>
);

describe('the view of podcast feeds', () => {
  const draw = (feeds: readonly PodcastFeed[] = [lectures], me?: Parameters<typeof drawView>[2]): DrawnView =>
    drawView(
      <Podcasts />,
      (client) => {
        client.setQueryData(feedRequests.list.queryKey, [...feeds]);
      },
      me,
    );

  it('lists feeds with their set, their rule and their actions', () => {
    const { html, words } = draw();
    expect(words).toContain('Algebra II Open');
    expect(words).toContain('Tag “algebra” · Sound · asks before recordings join');
    expect(words).toContain('fetched 41 times');
    expect(listControls(html)).toEqual(
      expect.arrayContaining(['Edit Algebra II', 'Renew address: Algebra II', 'Revoke: Algebra II']),
    );
  });

  it('says why a feed does not work, and offers nothing for a revoked one', () => {
    const suspended = draw([{ ...lectures, state: 'suspended', tag: null, ask_first: false }]);
    expect(suspended.words).toContain('All recordings · Sound · recordings join by themselves');
    expect(suspended.words).toContain('may no longer change this library');
    const off = draw([{ ...lectures, state: 'off' }]);
    expect(off.words).toContain('Switched off');
    expect(off.words).toContain('the operator of this server has switched sharing off');
    expect(listControls(off.html)).not.toContain('Renew address: Algebra II');
    const revoked = draw([{ ...lectures, state: 'revoked', revoked_at: AT }]);
    expect(revoked.words).toContain('Revoked');
    expect(listControls(revoked.html).join()).not.toContain('Algebra II');
  });

  it('says how to begin, and to viewers whom to ask', () => {
    expect(draw([]).words).toContain('No podcast feeds yet');
    expect(draw([], viewer).words).toContain('Ask an operator of your library');
  });

  it('shows the address of a new feed until another one takes its place', () => {
    expect(drawStill(<feedKind.Once set={made} />).words).toContain(made.url);
    expect(drawStill(<NewAddress kind={feedKind} made={made} sets={[lectures]} />).words).toContain(made.url);
    for (const changed of [{ renewed_at: AT }, { state: 'revoked' as const }])
      expect(drawStill(<NewAddress kind={feedKind} made={made} sets={[{ ...lectures, ...changed }]} />).words).toBe('');
    expect(addToSets([], feedKind.withoutAddress(made))).toEqual([lectures]);
    const renewed = { ...made, renewed_at: AT };
    const states = [null, AT, '2026-02-05T10:00:00.001Z'].map((at) => isCurrentAddress(renewed, { ...lectures, renewed_at: at }));
    expect(states).toEqual([true, true, false]);
  });

  it('offers decisions about recordings, the waiting ones first', () => {
    const items = { waiting: ['1', '2'], listed: ['3'], left_out: ['4'] } as const;
    const { html, words } = drawView(
      <Routed>
        <PublishedItems set={lectures} words={feedKind.words.items} requests={feedRequests} />
      </Routed>,
      (client) => {
        for (const [state, ids] of Object.entries(items) as [PublishedItem['state'], readonly string[]][])
          client.setQueryData(
            feedRequests.items(lectures.id, state).queryKey,
            ids.map((id) => anItem(id, state)),
          );
      },
    );
    expect(words).toMatch(/Waiting for your decision.*In the feed.*Left out/);
    const controls = listControls(html);
    for (const name of [
      'Approve: Lecture 1',
      'Leave out: Lecture 1',
      'Approve all',
      'Leave out: Lecture 3',
      'Approve: Lecture 4',
    ])
      expect(controls).toContain(name);
    for (const name of ['Approve: Lecture 3', 'Leave out: Lecture 4']) expect(controls).not.toContain(name);
  });

  it('approves more recordings than one request takes', async () => {
    const fetched = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(() => Promise.resolve(new Response(null, { status: 204 })));
    try {
      const ids = Array.from({ length: 300 }, (_, index) => String(index));
      await approveItems(feedRequests, lectures.id, ids);
      const sent = fetched.mock.calls.map(([, init]) => (JSON.parse(init?.body as string) as { item_ids: string[] }).item_ids);
      expect(sent.map(({ length }) => length)).toEqual([200, 100]);
      expect(sent.flat()).toEqual(ids);
    } finally {
      fetched.mockRestore();
    }
  });

  it('has a form that sends only what was chosen', () => {
    const { words } = drawStill(<FeedForm initial={NEW_FEED} submit="Make feed" save={() => Promise.resolve()} />);
    expect(words).toContain('Only with the tag (optional)');
    expect(words).toContain('Ask before later recordings join');
    const edit = drawStill(<FeedForm initial={draftOf(lectures)} submit="Save" save={() => Promise.resolve()} />);
    expect(edit.words).not.toContain('Only with the tag');
    const texts = { title: 'Algebra II', description: '', language: 'auto', media: 'audio', ask_first: true };
    expect(contentOf({ ...NEW_FEED, title: 'Algebra II' })).toEqual(texts);
    const chosen = { ...NEW_FEED, title: 'Algebra II', tag: 'algebra', language: 'de ', expiry: '720' };
    expect(contentOf(chosen)).toEqual({ ...texts, language: 'de', tag: 'algebra', expires_in_hours: 720 });
    const initial = draftOf(lectures);
    expect(changeOf(initial, initial)).toEqual({});
    expect(changeOf({ ...initial, title: 'Algebra III', expiry: 'never' }, initial)).toEqual({
      title: 'Algebra III',
      expires_in_hours: null,
    });
    expect(changeOf({ ...initial, askFirst: false, language: 'de ' }, initial)).toEqual({ ask_first: false, language: 'de' });
  });
});

const shown: Embed = (() => {
  const { description: _description, language: _language, ...set } = lectures;
  return { ...set, media: 'video', origins: ['https://school.example', 'https://blog.example'] };
})();

describe('the view of embeds', () => {
  it('lists embeds with their sites, and shows the HTML of a new one', () => {
    const { html, words } = drawView(<Embeds />, (client) => {
      client.setQueryData(embedRequests.list.queryKey, [shown]);
    });
    expect(words).toContain('Tag “algebra” · Video · asks before recordings join');
    expect(words).toContain('https://school.example, https://blog.example');
    expect(words).toContain('fetched 41 times');
    expect(listControls(html)).toEqual(expect.arrayContaining(['Edit Algebra II', 'Revoke: Algebra II']));
    const frame = '<iframe src="https://recordings.example/embed/CODE"></iframe>';
    const addressed = { ...shown, url: 'https://recordings.example/embed/CODE', html: frame };
    expect(drawStill(<embedKind.Once set={addressed} />).html).toContain('&lt;iframe src=&quot;https://recordings.example');
    expect(embedKind.withoutAddress(addressed)).toEqual(shown);
  });

  it('has a form that sends its sites, each in a line, and later only what was changed', () => {
    const { words } = drawStill(<EmbedForm initial={embeds.NEW_EMBED} submit="Make embed" save={() => Promise.resolve()} />);
    expect(words).toContain('Sites that may show the player');
    expect(words).toContain('Only with the tag (optional)');
    const origins = ' https://a.example\n\nhttps://b.example, ';
    const content = { title: 'Algebra II', media: 'video', ask_first: true, origins: ['https://a.example', 'https://b.example'] };
    expect(embeds.contentOf({ ...embeds.NEW_EMBED, title: 'Algebra II', origins })).toEqual(content);
    const initial = embeds.draftOf(shown);
    expect(embeds.changeOf({ ...initial, origins: `${initial.origins}\n` }, initial)).toEqual({});
    expect(embeds.changeOf({ ...initial, origins: 'https://a.example' }, initial)).toEqual({ origins: ['https://a.example'] });
  });
});
