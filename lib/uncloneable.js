/**
 * A base for handles, which a structured clone would turn into an empty object without a word. Its instances are created as
 * weak references, which no platform clones: `structuredClone` and `postMessage` throw a `DataCloneError`. Node's own
 * `markAsUncloneable` does not exist in Node 20.
 */
class Uncloneable {
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: the object must be created as another kind.
    return Reflect.construct(WeakRef, [{}], new.target)
  }
}

module.exports = { Uncloneable }
