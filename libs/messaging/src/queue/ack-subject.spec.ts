import { parseAckSubject } from './ack-subject.js';

describe('The acknowledgement subject of a delivery', () => {
  it.each([
    ['of an older server', '$JS.ACK.TL_WORK.processing_speech.3.42.57.1700000000000000000.9'],
    ['of a newer server', '$JS.ACK._.ACCOUNT.TL_WORK.processing_speech.3.42.57.1700000000000000000.9'],
    ['with a random end', '$JS.ACK.hub.ACCOUNT.TL_WORK.processing_speech.3.42.57.1700000000000000000.9.xyz'],
  ])('%s names stream, deliveries and sequence', (_, subject) => {
    expect(parseAckSubject(subject)).toEqual({ stream: 'TL_WORK', deliveries: 3, sequence: 42, pending: 9 });
  });

  it.each(['', 'tl.work.processing', '$JS.ACK.TL_WORK', '$JS.API.TL_WORK.c.1.2.3.4.5', '$JS.ACK.TL_WORK.c.one.2.3.4.5'])(
    'cannot be parsed from %p',
    (subject) => {
      let thrown: unknown;
      try {
        parseAckSubject(subject);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toMatchObject({ kind: 'undecodable' });
    },
  );
});
