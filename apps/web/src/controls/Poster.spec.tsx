import { renderToString } from 'react-dom/server';
import { findPlayerPoster, Poster, posterOf, retryAfter } from './Poster.js';

const URL = '/api/v1/recordings/1/artifacts/thumbnail.jpg';

describe('the picture of a recording', () => {
  it('has another address after another choice, so that the browser loads it again', () => {
    const addresses = [null, 12.5, 30].map((second) => posterOf({ thumbnail: { second, url: URL } }));
    expect(addresses).toEqual([URL, `${URL}#12.5`, `${URL}#30`]);
  });

  it('is in the player as chosen, or else as stored', () => {
    const previews = { state: 'ready', poster_url: '/poster.jpg', peaks_url: null, page_url: null, file_sha256: null } as const;
    const posters = [
      findPlayerPoster({ previews, thumbnail: { second: 30, url: URL } }),
      findPlayerPoster({ previews, thumbnail: { second: null, url: URL } }),
      findPlayerPoster({ previews: { ...previews, poster_url: null }, thumbnail: { second: null, url: URL } }),
    ];
    expect(posters).toEqual([`${URL}#30`, '/poster.jpg', undefined]);
  });

  it('is decoration beside the title, and nothing without a video', () => {
    expect(renderToString(<Poster recording={{ thumbnail: { second: null, url: URL } }} />)).toContain('alt=""');
    for (const thumbnail of [null, { second: 3, url: null }])
      expect(renderToString(<Poster recording={{ thumbnail }} />)).toBe('');
  });

  it('is loaded again later and later, and then no more', () => {
    const waits = [1, 2, 3, 4].map((failures) => retryAfter(failures) ?? 0);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect([waits[0], retryAfter(5)]).toEqual([5_000, undefined]);
  });
});
