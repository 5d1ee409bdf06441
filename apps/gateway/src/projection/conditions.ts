/** Conditions and their parameters, numbered as they are added. */
export class Conditions {
  readonly parameters: unknown[] = [];
  readonly #parts: string[] = [];

  add(condition: (place: string) => string, value: unknown): void {
    if (value === undefined) return;
    this.#parts.push(condition(this.place(value)));
  }

  is(condition: string, value: boolean | undefined): void {
    if (value !== undefined) this.#parts.push(value ? `(${condition})` : `not (${condition})`);
  }

  place(value: unknown): string {
    this.parameters.push(value);
    return `$${String(this.parameters.length)}`;
  }

  get sql(): string {
    return this.#parts.join(' and ');
  }
}
