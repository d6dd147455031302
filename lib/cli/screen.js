const ENTER = '\x1b[?1049h\x1b[?25l'
const LEAVE = '\x1b[?25h\x1b[?1049l'
const HOME = '\x1b[H'
const CLEAR_LINE = '\x1b[K'
const CLEAR_BELOW = '\x1b[J'

/** The terminal's alternate screen, redrawn in place. The normal screen is restored however the process ends. */
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
    // Ctrl-Z restores the normal screen while the process is suspended.
    process.on('SIGTSTP', () => {
      this.#leave()
      process.kill(process.pid, 'SIGSTOP')
    })
    process.on('SIGCONT', () => this.#redraw())
  }

  /** Draws the lines that `compose` returns; calls it again when the size changes. */
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

  /** Restores the screen, then ends the process by the same signal. */
  #endOn(signal) {
    process.once(signal, () => {
      this.#leave()
      process.kill(process.pid, signal)
    })
  }
}

module.exports = { Screen }
