"""The engines that the tally runs on, as tests see them: a frame goes in, rows come out.

A test that takes the fixture `engine` (tests/measures/conftest.py) runs on Polars, and where the extra `spark` is
installed on a local Spark too (`make test-spark`). Belongs here: getting records into an engine and counts out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import polars as pl
import pytest

WITHOUT_SPARK = "PySpark is not installed: `make test-spark` installs it"

_SPARK_TYPES = {
    pl.String(): "string",
    pl.Date(): "date",
    pl.Boolean(): "boolean",
    pl.Int32(): "int",
    pl.Int64(): "bigint",
}


class Engine(Protocol):
    """What a test needs of an engine. `examples` is how many made-up frames it has time for."""

    examples: int

    def frame(self, records: pl.DataFrame) -> Any:
        """The records as a lazy frame of the engine's own."""

    def scan(self, file: Path) -> Any:
        """A Parquet file as a lazy frame of the engine's own."""

    def rows(self, counted: Any) -> list[dict[str, Any]]:
        """The rows of a frame of the engine's own, computed."""


class OnPolars:
    """The engine that every workspace has."""

    examples = 60

    def frame(self, records: pl.DataFrame) -> pl.LazyFrame:
        return records.lazy()

    def scan(self, file: Path) -> pl.LazyFrame:
        return pl.scan_parquet(file)

    def rows(self, counted: pl.LazyFrame) -> list[dict[str, Any]]:
        return counted.collect().to_dicts()


class OnSpark:
    """The engine for those who outgrow one machine, here on one machine."""

    examples = 6

    def __init__(self, session: Any) -> None:
        self._session = session

    def frame(self, records: pl.DataFrame) -> Any:
        columns = ", ".join(f"{name} {_SPARK_TYPES[dtype]}" for name, dtype in records.schema.items())
        return self._session.createDataFrame(records.rows(), columns)

    def scan(self, file: Path) -> Any:
        return self._session.read.parquet(str(file))

    def rows(self, counted: Any) -> list[dict[str, Any]]:
        return [row.asDict() for row in counted.collect()]


@contextmanager
def spark(folder: Path) -> Iterator[OnSpark]:
    """A Spark of one process that listens on loopback alone and leaves nothing outside `folder`."""
    sql = pytest.importorskip("pyspark.sql", reason=WITHOUT_SPARK)
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.session.timeZone": "UTC",
        # What pays on a cluster only costs time on a handful of rows.
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }
    builder = sql.SparkSession.builder.master("local[1]").appName("upheld")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = builder.getOrCreate()
        try:
            yield OnSpark(session)
        finally:
            session.stop()
