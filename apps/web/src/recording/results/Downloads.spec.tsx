import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { Downloads } from './Downloads.js';

const file = (name: string, media_type: string) => ({
  role: name.replace('.', '_'),
  name,
  media_type,
  size: 2_000,
  url: `/x/${name}`,
});
const draw = (...artifacts: Parameters<typeof Downloads>[0]['artifacts']) =>
  drawView(<Downloads artifacts={artifacts} archive={{ url: '/x.zip', size: 4_000 }} />, () => undefined);

describe('the downloads of an item', () => {
  it('say what each file is, and its format and size, and keep its name for the saved copy', () => {
    const { html, words } = draw(file('subtitles.vtt', 'text/vtt'), file('Lecture 8.mp4', 'video/mp4'));
    expect(words).toMatch(/Download Subtitles WebVTT 2 KB .*Download Lecture 8\.mp4 2 KB/);
    expect(html).toMatch(/href="\/x\/subtitles\.vtt" download="subtitles\.vtt" title="subtitles\.vtt"/);
    // A name for screen readers that differs from the visible words confuses people who speak to their computer.
    expect(html).not.toContain('aria-label');
  });

  it('offer everything at once only if there are several files', () => {
    const video = file('video.mp4', 'video/mp4');
    expect(draw(video, file('transcript.txt', 'text/plain')).words).toContain('Download everything 4 KB');
    expect(draw(video).words).not.toContain('everything');
  });

  it('say why a transcript has no PDF', () => {
    const [word, pdf] = [file('transcript.docx', ''), file('transcript.pdf', 'application/pdf')];
    expect(draw(word).words).toContain(text.recording.downloads.noPdf);
    for (const others of [[word, pdf], [pdf], [file('video.mp4', 'video/mp4')]])
      expect(draw(...others).words).not.toContain(text.recording.downloads.noPdf);
  });

  it('mark the files of an earlier run', () => {
    const transcript = file('transcript.txt', 'text/plain');
    expect(draw({ ...transcript, earlier_run: true }).words).toMatch(/Transcript TXT 2 KB .*earlier run/);
    expect(draw(transcript).words).not.toContain('earlier');
  });
});
