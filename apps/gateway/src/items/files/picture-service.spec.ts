import { NoRespondersError, type Msg, type RequestOptions } from '@nats-io/nats-core';
import { PICTURE_SUBJECT, pictureReplyCodec, pictureRequestCodec } from '@throughline/contracts';
import { BusPictureService } from './picture-service.bus.js';

const request = { video: 'a/video.mp4', second: 6, to: 'a/pictures/0-6000.jpg' };

describe('a request for a picture over the bus', () => {
  const serviceWith = (answer: (bytes: Uint8Array) => Promise<Uint8Array>, subjects: string[] = []) =>
    new BusPictureService({
      request: async (subject: string, bytes?: unknown, _options?: RequestOptions) => {
        subjects.push(subject);
        return { data: await answer(bytes as Uint8Array) } as Msg;
      },
    });

  it('gets the outcome of the processing service', async () => {
    const subjects: string[] = [];
    const service = serviceWith((bytes) => {
      expect(pictureRequestCodec.decode(bytes)).toEqual({ v: 1, ...request });
      return Promise.resolve(pictureReplyCodec.encode({ v: 1, outcome: 'stored' }));
    }, subjects);
    expect([await service.make(request), subjects]).toEqual(['stored', [PICTURE_SUBJECT]]);
  });

  it('can be sent again later if no service answers', async () => {
    const service = serviceWith(() => Promise.reject(new NoRespondersError(PICTURE_SUBJECT)));
    await expect(service.make(request)).rejects.toMatchObject({ code: 'no-processing-service' });
  });
});
