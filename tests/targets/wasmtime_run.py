"""Runs a WASI program in wasmtime: a module of preview 1, or a component of preview 2. Prints what it prints."""

import sys

from wasmtime import Engine, ExitTrap, Linker, Module, Store, WasiConfig
from wasmtime import component


def run_module(engine, store, program):
    linker = Linker(engine)
    linker.define_wasi()
    instance = linker.instantiate(store, Module(engine, program))
    instance.exports(store)["_start"](store)


def run_component(engine, store, program):
    linker = component.Linker(engine)
    linker.add_wasip2()
    loaded = component.Component(engine, program)
    instance = linker.instantiate(store, loaded)
    interface = loaded.get_export_index("wasi:cli/run@0.2.0") or first_run(loaded)
    call = instance.get_func(store, loaded.get_export_index("run", interface))
    result = call(store)
    if getattr(result, "tag", "ok") == "err":
        sys.exit(1)


def first_run(loaded):
    for version in range(1, 20):
        index = loaded.get_export_index(f"wasi:cli/run@0.2.{version}")
        if index is not None:
            return index
    sys.exit("the component does not export wasi:cli/run")


def main():
    path, *arguments = sys.argv[1:]
    with open(path, "rb") as file:
        program = file.read()
    engine = Engine()
    store = Store(engine)
    config = WasiConfig()
    config.argv = ["wasi", *arguments]
    config.inherit_stdout()
    config.inherit_stderr()
    store.set_wasi(config)
    # The version is 1 in a module, and above that in a component.
    try:
        (run_module if program[4] == 1 else run_component)(engine, store, program)
    except ExitTrap as exit:
        sys.exit(exit.code)


main()
