import { findSpritePlace, findSprites, isSprites } from './sprites-api.js';

const sprites = { columns: 2, width: 160, height: 90, starts: [1, 4, 8] };
const sha256 = 'a'.repeat(64);
const previews = { file_sha256: sha256, sprites_url: '/sprites.jpg', sprites_index_url: '/sprites.json' };

describe('the small pictures of a video', () => {
  it('are those of the played file', () => {
    expect(findSprites({ previews }, { sha256 })).toEqual({ sheet: '/sprites.jpg', index: '/sprites.json' });
    expect(findSprites({ previews }, { sha256: 'b'.repeat(64) })).toBeUndefined();
    expect(findSprites({ previews: { ...previews, sprites_url: null } }, { sha256 })).toBeUndefined();
    expect(findSprites({ previews: { ...previews, sprites_index_url: null } }, { sha256 })).toBeUndefined();
  });

  it.each([
    [0, { x: 0, y: 0 }],
    [1, { x: 0, y: 0 }],
    [3.9, { x: 0, y: 0 }],
    [4, { x: 160, y: 0 }],
    [100, { x: 0, y: 90 }],
  ])('show at second %d the last one that began', (second, place) => {
    expect(findSpritePlace(sprites, second)).toEqual(place);
  });

  it.each([
    null,
    [],
    'sheet',
    { ...sprites, columns: 0 },
    { ...sprites, width: 1.5 },
    { ...sprites, height: '90' },
    { ...sprites, starts: [] },
    { ...sprites, starts: [0, null] },
  ])('are not read from %j', (file) => {
    expect(isSprites(file)).toBe(false);
    expect(isSprites(sprites)).toBe(true);
  });
});
