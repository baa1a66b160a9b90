// The screen watermark itself: one layer over the whole page that puts itself back when somebody removes or hides it.

/** Looked at this often beside what the observers report: style sheets and the size of the window change without a mutation. */
const lookEveryMs = 400;

const gapPx = 70;
const rowPx = 160;
const widePx = 14;
const narrowPx = 8;
/** Far enough beyond the edges that the slanted lines leave no empty corner. */
const marginCells = 1;

/** Every property of the layer is its own and above any style sheet of the page. */
const look: Readonly<Record<string, string>> = {
  all: 'initial',
  display: 'block',
  position: 'fixed',
  inset: '0',
  overflow: 'hidden',
  // A layer of its own: what changes below is not drawn again together with every mark.
  'will-change': 'transform',
  'pointer-events': 'none',
  'user-select': 'none',
  visibility: 'visible',
  opacity: '1',
  'z-index': '2147483647',
  'print-color-adjust': 'exact',
};

/** Light enough to work under, dark enough to be read on a photograph of the screen. */
const sheetText = `
  span {
    position: absolute;
    color: rgb(28 39 51 / 13%);
    font: 500 14px/1.4 'Microsoft YaHei UI', 'Noto Sans CJK SC', 'Noto Sans SC Variable', sans-serif;
    text-align: center;
    transform: rotate(-22deg);
    white-space: nowrap;
  }
`;

/** Shows `line()` all over the window until the answer is called. */
export function openOverlay(line: () => string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(sheetText);
  let host = document.createElement('div');
  let root: ShadowRoot | undefined;
  let shown = '';

  const observer = new MutationObserver(() => restore());
  const timer = setInterval(() => restore(), lookEveryMs);
  window.addEventListener('resize', restore);
  document.addEventListener('fullscreenchange', restore);
  build();

  function build(): void {
    observer.disconnect();
    host.remove();
    host = document.createElement('div');
    host.ariaHidden = 'true';
    for (const [property, value] of Object.entries(look)) host.style.setProperty(property, value, 'important');
    root = host.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [sheet];
    fill(root);
    const parent = place();
    parent.append(host);
    observer.observe(parent, { childList: true });
    observer.observe(host, { attributes: true, childList: true });
    observer.observe(root, { attributes: true, childList: true, characterData: true, subtree: true });
  }

  function fill(target: ShadowRoot): void {
    shown = contents();
    const text = line();
    const [columns, rows] = cells(text);
    const width = columnWidth(text);
    const marks = [];
    for (let row = -marginCells; row < rows; row += 1) {
      for (let column = -marginCells; column < columns; column += 1) {
        const mark = document.createElement('span');
        mark.textContent = text;
        // Every other row is shifted by half a column: no stretch of the screen stays bare.
        mark.style.left = `${(column + (row % 2 === 0 ? 0 : 1 / 2)) * width}px`;
        mark.style.top = `${(row + 1 / 2) * rowPx}px`;
        marks.push(mark);
      }
    }
    target.replaceChildren(...marks);
  }

  /** What ought to be shown now: the line, its minute and the size of the window. */
  function contents(): string {
    const text = line();
    return `${cells(text).join(' ')} ${text}`;
  }

  function restore(): void {
    if (!isIntact()) build();
  }

  function isIntact(): boolean {
    if (shown !== contents() || host.parentNode !== place() || root?.adoptedStyleSheets[0] !== sheet) return false;
    const { display, visibility, opacity, position, pointerEvents } = getComputedStyle(host);
    const { width, height } = host.getBoundingClientRect();
    const isShown = display === 'block' && visibility === 'visible' && opacity === '1' && position === 'fixed' && pointerEvents === 'none';
    const covers = width >= document.documentElement.clientWidth && height >= document.documentElement.clientHeight;
    const [columns, rows] = cells(line());
    const marks = root.querySelectorAll('span');
    const areDrawn = (marks[0]?.getBoundingClientRect().width ?? 0) > 0;
    const areMarks =
      areDrawn && marks.length === (columns + marginCells) * (rows + marginCells) && [...marks].every(({ textContent }) => textContent === line());
    return isShown && covers && areMarks && host.style.length > 0 && Object.entries(look).every(([property]) => isOwn(property));
  }

  /** `all` reads back as the many properties it stands for. */
  function isOwn(property: string): boolean {
    return property === 'all' || property === 'inset' || host.style.getPropertyPriority(property) === 'important';
  }

  return () => {
    observer.disconnect();
    clearInterval(timer);
    window.removeEventListener('resize', restore);
    document.removeEventListener('fullscreenchange', restore);
    host.remove();
  };
}

/** A page shown on the full screen covers everything that is not inside it. */
const place = (): Element => document.fullscreenElement ?? document.body;

/** About as wide as the slanted text, with room to the next: names and units differ in length. */
const columnWidth = (text: string): number => [...text].reduce((width, sign) => width + (sign > 'ÿ' ? widePx : narrowPx), gapPx);

const cells = (text: string): readonly [columns: number, rows: number] => [
  Math.ceil(window.innerWidth / columnWidth(text)) + marginCells,
  Math.ceil(window.innerHeight / rowPx) + marginCells,
];
