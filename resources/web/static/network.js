// The network: LiteRT in WebAssembly on one thread, and the model's parameters beside it.

const RUNTIME = new URL("../runtime/", import.meta.url);
const NETWORK = new URL("../model/classifier.tflite", import.meta.url);
const PARAMETERS = new URL("../model/parameters.json", import.meta.url);
const ARRAYS = new URL("../model/arrays.bin", import.meta.url);

const INCOMPLETE = "A file of this page is missing, or of another version. Load the page again; if that does not help, write the folder again.";

/** Loads parameters.json, with the arrays that it names in place: Float32Array each. */
export async function loadParameters() {
  const [parameters, arrays] = await Promise.all([fetched(PARAMETERS, "json"), fetched(ARRAYS, "arrayBuffer")]);
  if (parameters.version !== document.body.dataset.static) throw new Error(INCOMPLETE);
  for (const [group, name, first, length] of parameters.arrays) {
    parameters[group][name] = new Float32Array(arrays, 4 * first, length);
  }
  return parameters;
}

/** Loads LiteRT and the network; gives a function from the input to the outputs by name, Float32Array each. */
export async function loadNetwork({ shapes, input_size: size }) {
  // It writes what it does to the console, as errors.
  self.Module = { printErr: () => {} };
  const [content, { Tensor, loadAndCompile }] = await Promise.all([fetched(NETWORK, "arrayBuffer"), loadRuntime()]);
  const compiled = await loadAndCompile(new Uint8Array(content), { accelerator: "wasm" });
  // Outputs are known by their shapes, as in core/model/classifier.py.
  const names = compiled.getOutputDetails().map(({ shape }) => nameOf(shapes, shape));
  const ask = async (input) => {
    const tensor = new Tensor(input, [1, size, size, 1]);
    const found = await compiled.run([tensor]);
    tensor.delete();
    const outputs = {};
    for (const [index, one] of found.entries()) {
      outputs[names[index]] = one.toTypedArray().slice();
      one.delete();
    }
    return outputs;
  };
  // The first run takes longer than those after it.
  await ask(new Float32Array(size * size));
  return ask;
}

async function loadRuntime() {
  try {
    const runtime = await import(new URL("litert.js", RUNTIME));
    await runtime.loadLiteRt(new URL("litert_wasm_compat_internal.js", RUNTIME).href);
    return runtime;
  } catch (error) {
    throw new Error(`This browser cannot run the network (${error.message}). Load the page again, or use a newer browser.`);
  }
}

function nameOf(shapes, shape) {
  const found = Object.keys(shapes).find((name) => shapes[name].join() === Array.from(shape).join());
  if (!found) throw new Error(INCOMPLETE);
  return found;
}

async function fetched(address, kind) {
  let response;
  try {
    response = await fetch(address, { credentials: "omit" });
  } catch {
    throw new Error("The web space does not answer. Check the network, then load the page again.");
  }
  if (!response.ok) throw new Error(INCOMPLETE);
  return response[kind]();
}
