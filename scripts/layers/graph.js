// Graphs of imports: maps from each node to the set of nodes that it imports.

/** The nodes that import each other, directly or not, as a list of lists. */
function circles(graph) {
  const reachable = new Map([...graph.keys()].map((node) => [node, reachableFrom(graph, node)]))
  const inCircle = [...graph.keys()].filter((node) => reachable.get(node).has(node))
  const groups = inCircle.map((node) => inCircle.filter((other) => isMutual(reachable, node, other)))
  return groups.filter(([first], index) => first === inCircle[index])
}

const isMutual = (reachable, a, b) => reachable.get(a).has(b) && reachable.get(b).has(a)

function reachableFrom(graph, start) {
  const reached = new Set()
  const visit = (node) => {
    for (const next of graph.get(node) ?? []) {
      if (reached.has(next)) continue
      reached.add(next)
      visit(next)
    }
  }
  visit(start)
  return reached
}

/** The nodes by level: level 0 imports nothing, each other level only lower ones. Nodes of a circle share a level. */
function levels(graph) {
  const circleOf = new Map(circles(graph).flatMap((circle) => circle.map((node) => [node, circle])))
  const known = new Map()
  const levelOf = (node) => {
    if (known.has(node)) return known.get(node)
    const members = circleOf.get(node) ?? [node]
    const below = members.flatMap((member) => [...graph.get(member)]).filter((next) => !members.includes(next))
    const level = Math.max(-1, ...below.map(levelOf)) + 1
    for (const member of members) known.set(member, level)
    return level
  }
  const found = []
  for (const node of graph.keys()) {
    const level = levelOf(node)
    found[level] = [...(found[level] ?? []), node]
  }
  return found
}

/** The graph between groups of nodes. `groupOf` may return undefined to leave a node out. */
function grouped(graph, groupOf) {
  const groups = new Map()
  for (const [node, imports] of graph) {
    const group = groupOf(node)
    if (group === undefined) continue
    const targets = [...imports].map(groupOf).filter((target) => target !== undefined && target !== group)
    groups.set(group, new Set([...(groups.get(group) ?? []), ...targets]))
  }
  return groups
}

const edges = (graph) => [...graph].flatMap(([node, imports]) => [...imports].map((target) => [node, target]))

module.exports = { circles, edges, grouped, levels }
