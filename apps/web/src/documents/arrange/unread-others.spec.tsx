import type { Artifact, Document } from '@throughline/api-client';
import { ApiProblem, GatewayUnreachable } from '../../api/problem.js';
import { artifactsQuery } from '../../recording/recording-api.js';
import { drawView, listControls, type DrawnView } from '../../testing/draw-view.js';
import type { OpenPdf, PdfState } from '../pages/use-pdf.js';
import { Unread } from './OtherFile.js';
import { Others } from './Others.js';
import { PdfNotes } from './PdfNotes.js';
import type { OthersState } from './use-others.js';

const ignore = (): void => undefined;
const letter = {
  id: 'b',
  revision: '1',
  title: 'Letter',
  erased_at: null,
  expired_at: null,
  file_name: 'letter.pdf',
  record: null,
  run: null,
} as Document;

const deleted = new ApiProblem({ code: 'not-found', status: 404, title: 'There is no such document' });
const busy = new ApiProblem({ code: 'unavailable', status: 503, title: 'The service is not available' });
const away = new GatewayUnreachable('no answer');
const FAILURES = [
  ['a document that was deleted meanwhile', deleted, 'There is no such document'],
  ['a server that is busy', busy, 'The service is not available'],
  ['no connection', away, 'The server does not answer.'],
] as const;

const OPENING = 'Opening “Letter”…';
const drawNotes = (state: PdfState, failure?: Error): DrawnView =>
  drawView(
    <PdfNotes
      {...{ state, failure }}
      isReading={false}
      onRetryParts={ignore}
      onRetry={ignore}
      opening={<p role="status">{OPENING}</p>}
    />,
    ignore,
  );

describe('pages of another document that cannot be read', () => {
  it.each(FAILURES)('say why, and can be read again: %s', (_, failure, says) => {
    for (const kind of ['loading', 'open'] as const) {
      const { words } = drawNotes(kind === 'open' ? { kind, pdf: {} as OpenPdf } : { kind }, failure);
      expect([kind, words.includes(says), words.includes('Try again'), words.includes(OPENING)]).toEqual([
        kind,
        true,
        true,
        false,
      ]);
    }
  });

  it('say nothing once they are read, and are announced before', () => {
    expect(drawNotes({ kind: 'loading' }).words).toContain(OPENING);
    expect(drawNotes({ kind: 'open', pdf: {} as OpenPdf }).words).toBe('');
    expect(drawNotes({ kind: 'failed', why: 'broken' }).words).toContain('Try again');
  });
});

describe('the files of another document that cannot be listed', () => {
  const draw = (error: Error | null, failureReason: Error | null): string =>
    drawView(<Unread document={letter} {...{ error, failureReason }} onRetry={ignore} />, ignore).words;

  it.each(FAILURES)('say why: %s', (_, failure, says) => {
    // The page repeats by itself only requests without an answer.
    const words = failure === away ? draw(null, failure) : draw(failure, null);
    expect(words).toContain(says);
    expect(words).toContain(failure === away ? 'tries again by itself' : 'Try again');
    expect(words).not.toContain(OPENING);
  });

  it('are being read until then', () => {
    expect(draw(null, null)).toContain(OPENING);
  });
});

describe('a document whose pages are not there yet', () => {
  it('can be left out, with its title', () => {
    const state: OthersState = {
      others: [{ document: letter, before: undefined }],
      opened: new Map(),
      tooLong: new Set(),
      unopened: ['b'],
      add: ignore,
      onOpen: ignore,
      forget: ignore,
    };
    const original = { name: 'original', media_type: 'application/pdf', role: 'original', size: 9, sha256: 'a', url: '/b' };
    const { html, words } = drawView(<Others {...{ state }} pages={[]} isResting={false} onRemove={ignore} />, (client) => {
      const { queryKey } = artifactsQuery({ kind: 'documents', id: letter.id }, letter.revision);
      client.setQueryData(queryKey, { items: [original as Artifact], archive_size: 9 });
    });
    expect(words).toContain(`Letter ${OPENING} Go on without it`);
    expect(listControls(html)).toEqual(['Go on without it: “Letter”']);
  });
});
