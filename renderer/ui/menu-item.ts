// One line of a right-click menu.

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
  /** Shortcut shown at the right. */
  readonly keys?: string;
  readonly isDisabled?: boolean;
  /** A line is drawn above. */
  readonly startsGroup?: boolean;
}
