/** Returns the terms of a text, one in each line, without blanks around them and without repetitions. */
export const readTerms = (written: string): readonly string[] => [
  ...new Set(
    written
      .split(/\r?\n/u)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];
