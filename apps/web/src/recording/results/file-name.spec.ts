import { describeFile } from './file-name.js';

const say = (name: string, media_type = 'application/octet-stream'): string => {
  const { what, format } = describeFile({ name, media_type });
  return [what, format].filter((part) => part !== '').join(' | ');
};

describe('the words for a file', () => {
  it.each([
    ['video.mp4', 'Video | MP4'],
    ['video.webm', 'Video | WebM'],
    ['audio.mp3', 'Audio | MP3'],
    ['source.wav', 'Original | WAV'],
    ['transcript.json', 'Transcript | JSON'],
    ['transcript.txt', 'Transcript | TXT'],
    ['transcript.docx', 'Transcript | Word'],
    ['transcript.pdf', 'Transcript | PDF'],
    ['transcript.md', 'Transcript | Markdown'],
    ['subtitles.srt', 'Subtitles | SRT'],
    ['subtitles.vtt', 'Subtitles | WebVTT'],
    ['topics.json', 'Topics | JSON'],
    ['youtube-chapters.txt', 'YouTube chapters | TXT'],
    ['zoom-chat.txt', 'Zoom chat | TXT'],
    ['zoom-transcript.vtt', 'Zoom transcript | WebVTT'],
    ['zoom-captions.vtt', 'Zoom captions | WebVTT'],
    ['zoom-timeline.json', 'Zoom timeline | JSON'],
    ['zoom-summary.json', 'Zoom summary | JSON'],
  ])('name %s of a recording', (name, words) => {
    expect(say(name)).toBe(words);
  });

  it.each([
    ['document.pdf', 'Finished document | PDF'],
    ['working.pdf', 'Converted document | PDF'],
    ['text.txt', 'Text | TXT'],
    ['text.json', 'Text | JSON'],
    ['text-layer.json', 'Text layer | JSON'],
    ['mail.json', 'E-mail | JSON'],
    ['metadata.json', 'Extracted details | JSON'],
    ['record.json', 'File facts | JSON'],
    ['filing.json', 'Name and folder | JSON'],
  ])('name %s of a document', (name, words) => {
    expect(say(name)).toBe(words);
  });

  it('have the language of subtitles and transcripts beside the format', () => {
    expect(say('subtitles.de.vtt')).toBe('Subtitles | WebVTT · German');
    expect(say('subtitles.pt-BR.srt')).toBe('Subtitles | SRT · Brazilian Portuguese');
    expect(say('transcript.fr.docx')).toBe('Transcript | Word · French');
  });

  it('number files of one kind', () => {
    expect(say('zoom-chat-2.txt')).toBe('Zoom chat 2 | TXT');
  });

  it.each([
    ['application/pdf', 'Original | PDF'],
    ['image/jpeg', 'Original | JPEG'],
    ['text/plain; charset=utf-8', 'Original | TXT'],
    ['message/rfc822', 'Original | EML'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Original | Word'],
    ['application/octet-stream', 'Original'],
  ])('take the format of an original without extension from %s', (mediaType, words) => {
    expect(say('original', mediaType)).toBe(words);
  });

  it.each([
    'Lecture 8.mp4',
    'Video.MP4',
    'video.de.mp4',
    'transcript.raw.txt',
    'invoice.pdf',
    'constructor.txt',
    'page-1.jpg',
    'קורס.mp4',
    '',
  ])('are the name of a file that another system has named: %j', (name) => {
    expect(describeFile({ name, media_type: 'application/pdf' })).toEqual({ what: name, format: '', icon: 'file' });
  });

  it('have a picture of what the file is', () => {
    const iconOf = (name: string): string => describeFile({ name, media_type: '' }).icon;
    expect(['video.mp4', 'audio.mp3', 'subtitles.srt', 'transcript.txt', 'document.pdf', 'filing.json'].map(iconOf)).toEqual([
      'recordings',
      'sessions',
      'captions',
      'text',
      'documents',
      'file',
    ]);
  });
});
