const ENTER = '\x1b[?1049h\x1b[?25l'
const LEAVE = '\x1b[?25h\x1b[?1049l'
const HOME = '\x1b[H'
const CLEAR_LINE = '\x1b[K'
const CLEAR_BELOW = '\x1b[J'

/** The terminal's second screen, without a cursor, redrawn in place. However the process ends, the first one comes back. */
class Screen {
  #output
  #entered = false
  #compose = () => []

  constructor(output) {
    this.#output = output
    process.on('exit', () => this.#leave())
    process.on('SIGINT', () => process.exit(0))
    for (const signal of ['SIGTERM', 'SIGHUP']) this.#endOn(signal)
    output.onResize(() => this.#redraw())
    // Ctrl-Z gives the terminal back for as long as it lasts.
    process.on('SIGTSTP', () => {
      this.#leave()
      process.kill(process.pid, 'SIGSTOP')
    })
    process.on('SIGCONT', () => this.#redraw())
  }

  /** Draws the lines that `compose` gives, and those of then when the size changes. */
  draw(compose) {
    this.#compose = compose
    this.#redraw()
  }

  #redraw() {
    if (!this.#entered) this.#output.write(ENTER)
    this.#entered = true
    const lines = this.#compose().map((line) => line + CLEAR_LINE)
    this.#output.write(HOME + lines.join('\n') + CLEAR_BELOW)
  }

  #leave() {
    if (this.#entered) this.#output.write(LEAVE)
    this.#entered = false
  }

  /** Ends as the signal would have ended it. */
  #endOn(signal) {
    process.once(signal, () => {
      this.#leave()
      process.kill(process.pid, signal)
    })
  }
}

module.exports = { Screen }
