// Running numbers of documents, cases and lists: counted per issuer and year, so that none is given twice.

export class Serials {
  readonly #last = new Map<string, number>();

  next(series: string): number {
    const value = (this.#last.get(series) ?? 0) + 1;
    this.#last.set(series, value);
    return value;
  }

  /** 青发改投资〔2024〕12号. */
  document(issuer: string, year: number): string {
    return `${issuer}〔${year}〕${this.next(`document ${issuer} ${year}`)}号`;
  }

  /** Prefix and the next number of the series with leading zeros. */
  padded(series: string, width: number, prefix: string): string {
    return prefix + String(this.next(series)).padStart(width, '0');
  }
}
