"""Fits named parameters to published figures of the years to March 2021: `hearth calibrate FILE.yaml -o DIR`.

    calibration   the file that says which parameters, which figures, how: read strictly
    resolved      the values of a config that the program has resolved; overlays of it
    runs          points of parameters, run by the program, each kept in DIR once it is done
    fit           Gauss-Newton within bounds, on common random numbers
    certainty     intervals, and what the figures can't tell apart
    report        tables, DIR/*.csv, DIR/fragment.yaml, DIR/diagnostics.png

It starts `hearth run` and reads the results; it shares no code with the program. The method: docs/calibration.md.
"""
