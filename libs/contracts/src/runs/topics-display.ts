import { Type, type Static } from 'typebox';
import { setting } from './setting.js';

/** The places for a recording's topics: its description at an output that has one, or none. */
export const TOPICS_LOCATIONS = ['description', 'none'] as const;
export const TOPICS_FORMATS = ['timestamps', 'numbered_list', 'bullet_list', 'dash_list', 'comma_separated'] as const;
export const LONGEST_TOPIC = 1_000;
export const TOPICS_HEADING = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]{0,100}$';

const characters = (text: string): ReturnType<typeof Type.Integer> =>
  Type.Integer({ minimum: 1, maximum: LONGEST_TOPIC, ...setting(text) });

/** The settings for showing topics (TOP-03). `topicsDisplayOf` of the domain has the defaults. */
export const TopicsDisplaySchema = Type.Object({
  enabled: Type.Optional(Type.Boolean(setting('Shows the topics; default: true.'))),
  /** A shorter title says too little. */
  min_length: Type.Optional(characters('Characters: shorter titles are left out; default: 1.')),
  max_length: Type.Optional(characters('Characters: longer titles are cut; default: 200. Not less than `min_length`.')),
  display_location: Type.Optional(
    Type.Enum(TOPICS_LOCATIONS, setting('In the description, at outputs that have one, or nowhere.')),
  ),
  format: Type.Optional(Type.Enum(TOPICS_FORMATS, setting('One line for each, or all in one line.'))),
  heading: Type.Optional(
    Type.String({
      pattern: TOPICS_HEADING,
      ...setting('The heading; default: `Topics:`. Empty: none.', {
        message: '$property must be one line of at most 100 characters',
      }),
    }),
  ),
});
export type TopicsDisplay = Static<typeof TopicsDisplaySchema>;
