import { chooseContainerFile } from './container-file.js';
import type { Container, VideoStream } from './media-info.js';

const PICTURE = {} as VideoStream;

const choose = (container: Container, formatName: string, video?: VideoStream): string =>
  chooseContainerFile({ container, formatName, ...(video === undefined ? {} : { video }) }).mediaType;

describe('the media type of a recording', () => {
  it.each([
    ['webm', 'matroska,webm', 'video/webm', 'audio/webm'],
    ['mp4', 'mov,mp4,m4a,3gp,3g2,mj2', 'video/mp4', 'audio/mp4'],
    ['matroska', 'matroska,webm', 'video/x-matroska', 'video/x-matroska'],
  ] as const)('of %s depends on its picture', (container, formatName, withPicture, withoutPicture) => {
    expect([choose(container, formatName, PICTURE), choose(container, formatName)]).toEqual([withPicture, withoutPicture]);
  });

  it('of a format for sound is that of the format, also with a cover', () => {
    expect([choose('other', 'mp3', PICTURE), choose('other', 'ogg')]).toEqual(['audio/mpeg', 'audio/ogg']);
  });
});
