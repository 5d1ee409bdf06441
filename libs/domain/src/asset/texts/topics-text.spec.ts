import {
  defaultTopicsDisplay,
  topicsDisplayOf,
  renderTopics,
  type ShownTopic,
  type ResolvedTopicsDisplay,
} from './topics-text.js';

const TOPICS: readonly ShownTopic[] = [
  { title: 'Welcome', start: 0 },
  { title: 'The state of the pipeline', start: 754.9 },
  { title: 'Q', start: 3_723 },
];
const text = (display: Partial<ResolvedTopicsDisplay> = {}, topics = TOPICS): string =>
  renderTopics(topics, { ...defaultTopicsDisplay, ...display });

describe('the text of topics (TOP-03)', () => {
  it('has the heading "Topics:" and times by default', () => {
    expect(renderTopics(TOPICS, topicsDisplayOf({}))).toBe('Topics:\n0:00 Welcome\n12:34 The state of the pipeline\n1:02:03 Q\n');
  });

  it.each([
    ['numbered_list', 'Topics:\n1. Welcome\n2. The state of the pipeline\n3. Q\n'],
    ['bullet_list', 'Topics:\n• Welcome\n• The state of the pipeline\n• Q\n'],
    ['dash_list', 'Topics:\n- Welcome\n- The state of the pipeline\n- Q\n'],
    ['comma_separated', 'Topics: Welcome, The state of the pipeline, Q\n'],
  ] as const)('has the format %s', (format, expected) => {
    expect(text({ format })).toBe(expected);
  });

  it('has the run’s heading, or none', () => {
    expect(text({ heading: 'In this talk' })).toMatch(/^In this talk\n0:00/);
    expect(text({ heading: '' })).toMatch(/^0:00/);
    expect(text({ heading: '', format: 'comma_separated' })).toMatch(/^Welcome, /);
  });

  it('leaves out titles that are too short, and numbers without gaps', () => {
    expect(text({ min_length: 2, format: 'numbered_list' })).toBe('Topics:\n1. Welcome\n2. The state of the pipeline\n');
    expect(text({ min_length: 30 })).toBe('');
  });

  it('cuts titles that are too long: between words, and never inside a surrogate pair', () => {
    const of = (title: string, max_length: number): string =>
      text({ max_length, heading: '', format: 'comma_separated' }, [{ title, start: 0 }]);
    expect(of('The state of the pipeline', 25)).toBe('The state of the pipeline\n');
    expect(of('The state of the pipeline', 24)).toBe('The state of the…\n');
    expect(of('Donaudampfschifffahrt', 8)).toBe('Donauda…\n');
    expect(of('🎬🎬🎬🎬', 3)).toBe('🎬🎬…\n');
    expect(of('🎬🎬🎬', 3)).toBe('🎬🎬🎬\n');
    expect(of('ab', 1)).toBe('…\n');
  });

  it('has one line for each topic, whatever a model has written', () => {
    expect(text({}, [{ title: ' A\n0:99\u0007 fake \u2028 line ', start: 1 }])).toBe('Topics:\n0:01 A 0:99 fake line\n');
    expect(text({}, [{ title: ' \n ', start: 1 }])).toBe('');
  });

  it('is empty if the run switches it off, and without topics', () => {
    expect(text({ display_location: 'none' })).toBe('');
    expect(text({}, [])).toBe('');
  });
});
