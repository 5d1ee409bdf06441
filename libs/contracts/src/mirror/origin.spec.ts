import { parseNotionPageId } from './origin.js';

const PAGE = '1f0c2a6b-e9b1-80d1-9a3c-d6f1c0a4b7e2';
const BARE = PAGE.replaceAll('-', '');
const DATABASE = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';

describe('the id of a Notion page', () => {
  it.each([
    PAGE,
    ` ${BARE} `,
    BARE.toUpperCase(),
    `https://www.notion.so/acme/Weekly-talk-${BARE}`,
    `https://www.notion.so/acme/Weekly-talk-${BARE}?pvs=4#0a1b2c3d4e5f60718293a4b5c6d7e8f9`,
    `https://www.notion.so/acme/${DATABASE}?v=${DATABASE}&p=${BARE}&pm=s`,
    `https://www.notion.so/acme/${DATABASE}?p=${PAGE}`,
  ])('is found in %j', (given) => {
    expect(parseNotionPageId(given)).toBe(PAGE);
  });

  it.each([
    '',
    'Weekly talk',
    BARE.slice(1),
    `https://www.notion.so/acme/${DATABASE}?v=${DATABASE}`,
    `https://www.notion.so/acme/${DATABASE}?v=${DATABASE}&p=`,
    `https://www.notion.so/acme/${DATABASE}?v=${DATABASE}&p=none`,
  ])('is not in %j', (given) => {
    expect(parseNotionPageId(given)).toBeUndefined();
  });
});
