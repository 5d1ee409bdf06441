import { findAttachments } from './attachments.js';

describe('a picture of a message', () => {
  const picture = { type: 'image/jpeg', dispositionParameters: { filename: 'receipt.jpg' }, size: 100, encoding: 'base64' };
  it.each([
    ['inline beside the text, without a Content-ID', 'mixed', { disposition: 'inline' }, false],
    ['attached beside the text, with a Content-ID', 'mixed', { disposition: 'attachment', id: '<1>' }, false],
    ['inline beside the text, with a Content-ID', 'mixed', { disposition: 'inline', id: '<1>' }, true],
    ['related to the text, with a Content-ID', 'related', { disposition: 'attachment', id: '<1>' }, true],
    ['inline, and related to the text', 'related', { disposition: 'inline' }, true],
  ])('that is %s: belongs to the text or is an attachment', (_, kind, change, isInlineImage) => {
    const childNodes = [
      { type: 'text/plain', size: 3 },
      { ...picture, ...change },
    ];
    expect(findAttachments({ type: `multipart/${kind}`, childNodes })).toMatchObject([{ name: 'receipt.jpg', isInlineImage }]);
  });
});
