import { attributesOf } from '../markup.js';

export const EMBED_PAGE = '/embed';

/**
 * Returns the HTML that shows a player in another page. The player needs no cookies and no storage, and tells nobody on which page it
 * stands.
 */
export const renderFrame = (src: string, title: string): string =>
  `<iframe${attributesOf({
    src,
    title,
    width: '100%',
    height: '640',
    loading: 'lazy',
    allow: 'fullscreen',
    referrerpolicy: 'no-referrer',
    style: 'border: 0',
  })}></iframe>`;
