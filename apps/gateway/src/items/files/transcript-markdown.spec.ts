import { renderTranscriptMarkdown } from './transcript-markdown.js';

describe('a transcript in Markdown', () => {
  it('has title, mark, topics, speakers and passages with their times, a paragraph each', () => {
    const text = renderTranscriptMarkdown({
      title: 'In the garden',
      marks: ['[Draft by machine.]'],
      transcript: {
        segments: [
          { id: 0, start: 0, end: 20, speaker: 'S1', text: ' Water them. ', confidence: 1 },
          { id: 1, start: 3_630, end: 3_640, speaker: 'S2', text: 'Why?', confidence: 1 },
        ],
        speakers: [{ id: 'S1', name: 'Ruth' }],
      },
      topics: [{ title: 'Water', start: 0, end: 30 }],
    });
    expect(text.split('\n\n')).toEqual([
      '# In the garden',
      '*\\[Draft by machine.\\]*',
      '## Water',
      '**Ruth**',
      '0:00 Water them.',
      '**Unknown speaker**',
      '1:00:30 Why?\n',
    ]);
  });

  it('has no markup of the speaker, nor of the title', () => {
    const text = renderTranscriptMarkdown({
      title: '[x](y)\r\n# z',
      marks: [],
      transcript: { segments: [{ id: 0, start: 0, end: 1, text: '<b>\u0000*1*</b>\n\n- a', confidence: 1 }] },
      topics: [],
    });
    expect(text).toBe('# \\[x\\](y) \\# z\n\n0:00 \\<b\\> \\*1\\*\\</b\\> - a\n');
  });
});
